package io.dealstream.telemetry;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.SubjectSet;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.HubListener;
import io.dealstream.hub.ResetReason;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Counts the hub's work, and traces it where a producer asks for that. Counters are looked up once for each
/// tag, because these are hot paths.
@Singleton
final class HubMetrics implements HubListener {

    /// The longest latency that is measured. A greater one tells about the producer's clock and not about the
    /// delivery. A few records without a timestamp would make the sum of all latencies overflow.
    private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

    private static final String READER = "reader";

    /// The tags of the counter of forgotten streams.
    private record Forgotten(String kind, Share share) {}

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final EventTraces traces;
    private final Faults faults;
    private final TypeCounters published;
    private final Map<String, Counter> deliveries = new ConcurrentHashMap<>();
    private final Map<String, Timer> latencies = new ConcurrentHashMap<>();
    private final Map<Forgotten, Counter> forgotten = new ConcurrentHashMap<>();
    private final SparseLog log;
    private final Counter evictedEvents;
    private final Counter evictedBytes;

    /// @param hub the bean, which does not exist before the gauges are first read
    HubMetrics(
            MeterRegistry registry,
            Catalogue catalogue,
            EventTraces traces,
            Faults faults,
            InstantSource clock,
            Instance<EventHub> hub) {
        this.registry = registry;
        this.clock = clock;
        this.log = new SparseLog(EventHub.class, clock);
        this.traces = traces;
        this.faults = faults;
        this.published = new TypeCounters(registry, catalogue, "dealstream.events.published", "Events taken in");
        this.evictedEvents = Counter.builder("dealstream.journal.evicted.events")
                .description("Events that left memory, for their age or for want of room")
                .register(registry);
        this.evictedBytes = Counter.builder("dealstream.journal.evicted")
                .baseUnit("bytes")
                .description("Memory that events gave back")
                .register(registry);
        Gauge.builder("dealstream.journal.size", () -> hub.get().journalBytes())
                .baseUnit("bytes")
                .description("What the journals of all tenants hold")
                .register(registry);
        // the kinds with a state, from the start: a rate needs a first value of zero
        for (String kind : List.of("deal", "batch", "case")) {
            for (Share share : Share.values()) {
                counter(new Forgotten(kind, share));
            }
        }
        Gauge.builder("dealstream.state.size", () -> hub.get().stateBytes())
                .baseUnit("bytes")
                .description("What is kept of deals, batches and cases that are quiet")
                .register(registry);
        Gauge.builder("dealstream.streams.known", () -> hub.get().knownStreams())
                .description("Deals, batches and other subjects whose state is in memory")
                .register(registry);
    }

    private Counter counter(Forgotten what) {
        return forgotten.computeIfAbsent(
                what,
                one -> Counter.builder("dealstream.streams.forgotten")
                        .description("Quiet streams that were forgotten before their time, for want of memory")
                        .tag("stream", one.kind)
                        .tag("share", one.share.name().toLowerCase(Locale.ROOT))
                        .register(registry));
    }

    @Override
    public void published(EventType type) {
        published.count(type);
    }

    @Override
    public void delivered(String kind, int readers) {
        deliveries
                .computeIfAbsent(
                        kind,
                        name -> Counter.builder("dealstream.deliveries")
                                .description("Events handed to live readers, once for each reader")
                                .tag("stream", name)
                                .register(registry))
                .increment(readers);
    }

    @Override
    public void handedOver(String kind, Event event) {
        long latency = clock.millis() - event.recordTime();
        if (event.recordTime() <= 0 || latency > LONGEST_MILLIS) {
            return;
        }
        latencies
                .computeIfAbsent(
                        kind,
                        name -> Timer.builder("dealstream.delivery.latency")
                                .description(
                                        "From the record's timestamp to the write to the sockets of one event loop")
                                .tag("stream", name)
                                .publishPercentileHistogram()
                                .minimumExpectedValue(Duration.ofMillis(1))
                                .maximumExpectedValue(Duration.ofSeconds(30))
                                .register(registry))
                .record(Math.max(0, latency), TimeUnit.MILLISECONDS);
    }

    @Override
    public void reachedAll(String kind, Event event, int readers, long nanos) {
        // a deal may be in as many sets as there are readers
        if (!SubjectSet.isSet(kind)) {
            traces.delivered(kind, event, readers, nanos);
        }
    }

    @Override
    public void reset(String kind, ResetReason reason) {
        Counter.builder("dealstream.streams.reset")
                .description("Readers told that their past is lost")
                .tag("stream", kind)
                .tag("reason", reason.code())
                .register(registry)
                .increment();
    }

    @Override
    public void neverCame(String kind, Supplier<String> what) {
        log.warn(
                "unknown",
                () -> "A reader of a stream of kind " + kind + " was told that its id is unknown: " + what.get(),
                null);
    }

    @Override
    public void evicted(int events, long bytes) {
        evictedEvents.increment(events);
        evictedBytes.increment((double) bytes);
    }

    @Override
    public void forgotten(String kind, Share share) {
        counter(new Forgotten(kind, share)).increment();
        log.warn(
                share.name(),
                share == Share.ABOVE
                        ? "Forgetting quiet streams of a tenant that has more than its share of dealstream.hub.state-bytes"
                        : "Forgetting quiet streams: dealstream.hub.state-bytes are too few for so many tenants");
    }

    @Override
    public void failed(String part, Throwable failure) {
        faults.of(part.equals(READER) ? Task.READERS : Task.FAN_OUT, failure);
    }
}
