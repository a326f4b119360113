package io.dealstream.telemetry;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.event.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A counter for each type of the catalogue, and one for all others: where unknown types are let through, their
/// names are the producers', and as many as they like.
final class TypeCounters {

    static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Catalogue catalogue;
    private final String name;
    private final String description;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    TypeCounters(MeterRegistry registry, Catalogue catalogue, String name, String description) {
        this.registry = registry;
        this.catalogue = catalogue;
        this.name = name;
        this.description = description;
    }

    void count(EventType type) {
        Counter counter = counters.get(type.name());
        if (counter == null) {
            String tag = catalogue.find(type.name()).isPresent() ? type.name() : OTHER;
            counter = counters.computeIfAbsent(tag, this::register);
        }
        counter.increment();
    }

    private Counter register(String tag) {
        return Counter.builder(name).description(description).tag("type", tag).register(registry);
    }
}
