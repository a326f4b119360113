package io.dealstream.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Counts and logs what threw where nothing should: faults of ours, which somebody must hear of. The log has one line a
/// minute for each part, the meter has all of them.
@Singleton
final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final long QUIET_MILLIS = Duration.ofMinutes(1).toMillis();

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<String, Long> saidAt = new ConcurrentHashMap<>();

    Failures(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /// @param part what failed, one of few
    void happened(String part, Throwable failure) {
        Counter.builder("dealstream.failures")
                .description(
                        "Failures that ended no more than what they were about: a reader's stream, one turn of a task")
                .tag("part", part)
                .register(registry)
                .increment();
        long now = clock.millis();
        Long before = saidAt.get(part);
        if (before == null || now - before >= QUIET_MILLIS) {
            saidAt.put(part, now);
            LOG.warnf(failure, "Failed, and went on: %s", part);
        }
    }
}
