package io.dealstream.telemetry;

import io.dealstream.event.Partition;
import io.dealstream.intake.IntakeStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/// How far behind Kafka this replica is.
@Singleton
final class KafkaLag {

    private final IntakeStatus status;

    KafkaLag(IntakeStatus status) {
        this.status = status;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("dealstream.kafka.lag", status, KafkaLag::total)
                .description("Records that are in Kafka and not taken in yet, over all partitions")
                .register(registry);
        Gauge.builder("dealstream.kafka.lag.max", status, KafkaLag::greatest)
                .description("The same for the partition that is furthest behind")
                .register(registry);
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
