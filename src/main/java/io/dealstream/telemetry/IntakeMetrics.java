package io.dealstream.telemetry;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.decode.Reason;
import io.dealstream.event.EventType;
import io.dealstream.intake.IntakeListener;
import io.dealstream.kafka.EventTopics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/// Counts the records that are taken in, rejected, dropped or lost.
@Singleton
final class IntakeMetrics implements IntakeListener {

    private final MeterRegistry registry;
    private final TypeCounters taken;
    private final Counter repeats;
    private final Counter failures;

    /// Registers the counters that must be noticed at the first occurrence: a counter that begins with 1 has
    /// not increased.
    IntakeMetrics(MeterRegistry registry, Catalogue catalogue, EventTopics topics) {
        this.registry = registry;
        this.taken = new TypeCounters(registry, catalogue, "dealstream.records.taken", "Records that became events");
        this.repeats = Counter.builder("dealstream.records.repeated")
                .description("Records dropped because a producer had written them before")
                .register(registry);
        this.failures = Counter.builder("dealstream.records.failed")
                .description("Valid records left out because of a fault of ours")
                .register(registry);
        for (Reason reason : Reason.values()) {
            rejected(reason);
        }
        for (String topic : topics.names()) {
            delayed(topic);
            mistimed(topic);
            for (Loss loss : Loss.values()) {
                lost(topic, loss);
            }
        }
    }

    @Override
    public void recordTaken(EventType type) {
        taken.count(type);
    }

    @Override
    public void timeReplaced(String topic) {
        mistimed(topic).increment();
    }

    @Override
    public void recordRejected(Reason reason) {
        rejected(reason).increment();
    }

    @Override
    public void repeatDropped() {
        repeats.increment();
    }

    @Override
    public void recordFailed() {
        failures.increment();
    }

    @Override
    public void recordsLost(String topic, long count, Loss loss) {
        lost(topic, loss).increment((double) count);
    }

    @Override
    public void deadLetterWritten(String topic, Reason reason, boolean whole) {
        Counter.builder("dealstream.dead.letters.written")
                .description("Dead letters that this replica wrote")
                .tag("topic", topic)
                .tag("reason", reason.code())
                .tag("whole", Boolean.toString(whole))
                .register(registry)
                .increment();
    }

    @Override
    public void deadLettersDelayed(String topic) {
        delayed(topic).increment();
    }

    private Counter mistimed(String topic) {
        return Counter.builder("dealstream.records.mistimed")
                .description("Events whose ce_time is no RFC 3339 time, so that the record's timestamp counts")
                .tag("topic", topic)
                .register(registry);
    }

    private Counter rejected(Reason reason) {
        return Counter.builder("dealstream.records.rejected")
                .description("Records that are no event")
                .tag("reason", reason.code())
                .register(registry);
    }

    private Counter lost(String topic, Loss loss) {
        return Counter.builder("dealstream.records.lost")
                .description("Records that were written to Kafka and reach nobody")
                .tag("topic", topic)
                .tag("reason", loss.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter delayed(String topic) {
        return Counter.builder("dealstream.dead.letters.delayed")
                .description("Times that dead letters could not be written and were put off")
                .tag("topic", topic)
                .register(registry);
    }
}
