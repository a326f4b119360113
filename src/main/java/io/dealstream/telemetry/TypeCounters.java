package io.dealstream.telemetry;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.event.EventType;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// A counter for each type of the catalogue, and one for all other types. If unknown types are accepted,
/// producers may use any number of names. Every record is counted, and more than once, so the registry polls
/// the counts and is not called for each.
final class TypeCounters {

    static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Catalogue catalogue;
    private final String name;
    private final String description;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    TypeCounters(MeterRegistry registry, Catalogue catalogue, String name, String description) {
        this.registry = registry;
        this.catalogue = catalogue;
        this.name = name;
        this.description = description;
    }

    void count(EventType type) {
        LongAdder count = counts.get(type.name());
        if (count == null) {
            String tag = catalogue.find(type.name()).isPresent() ? type.name() : OTHER;
            count = counts.computeIfAbsent(tag, this::register);
        }
        count.increment();
    }

    private LongAdder register(String tag) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder(name, count, LongAdder::sum)
                .description(description)
                .tag("type", tag)
                .register(registry);
        return count;
    }
}
