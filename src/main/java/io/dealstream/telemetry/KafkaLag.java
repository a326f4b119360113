package io.dealstream.telemetry;

import io.dealstream.event.Partition;
import io.dealstream.intake.IntakeStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Gauges of how far this replica lags behind Kafka, and when Kafka last answered.
@Singleton
final class KafkaLag {

    private static final int MILLIS = 1_000;

    private final IntakeStatus status;
    private final InstantSource clock;
    private final Instant start;

    KafkaLag(IntakeStatus status, InstantSource clock) {
        this.status = status;
        this.clock = clock;
        this.start = clock.instant();
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("dealstream.kafka.lag", status, KafkaLag::total)
                .description("Records that are in Kafka and not taken in yet, over all partitions")
                .register(registry);
        Gauge.builder("dealstream.kafka.lag.max", status, KafkaLag::greatest)
                .description("The same for the partition that is furthest behind")
                .register(registry);
        Gauge.builder("dealstream.kafka.earlier", status, IntakeStatus::earlier)
                .description(
                        "Records from before the start that are still to be read behind, for states; no part of the lag")
                .register(registry);
        Gauge.builder("dealstream.kafka.silence", this, KafkaLag::silence)
                .baseUnit("seconds")
                .description("Since Kafka last answered; the lag is as old")
                .register(registry);
    }

    private double silence() {
        Instant last = status.lastContact().orElse(start);
        return (double) Duration.between(last, clock.instant()).toMillis() / MILLIS;
    }

    private static double total(IntakeStatus status) {
        return status.lag().values().stream().mapToLong(Long::longValue).sum();
    }

    private static double greatest(IntakeStatus status) {
        return status.lag().entrySet().stream()
                .map(Map.Entry<Partition, Long>::getValue)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
