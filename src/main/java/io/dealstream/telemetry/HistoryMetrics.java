package io.dealstream.telemetry;

import io.dealstream.history.HistoryListener;
import io.dealstream.history.KafkaHistory;
import io.dealstream.hub.ResetReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the costs and results of reading Kafka again.
@Singleton
final class HistoryMetrics implements HistoryListener {

    private static final double MILLIS = 1_000;

    private final MeterRegistry registry;
    private final Counter passes;
    private final Counter records;
    private final Counter decoded;
    private final Counter bytes;
    private final Counter served;
    private final Counter failures;
    private final Counter yields;
    private final AtomicInteger running = new AtomicInteger();

    /// @param history the bean, which does not exist before the gauge is first read
    HistoryMetrics(MeterRegistry registry, Instance<KafkaHistory> history) {
        this.registry = registry;
        this.passes = counter("passes", "Passes over records that memory no longer holds, each for many clients");
        this.records = counter("records", "Records read again");
        this.decoded =
                counter("decoded", "Records read again that were not recognised as another stream's at a glance");
        this.bytes = counter("bytes", "Keys and values read again, in bytes");
        this.served = counter("served", "Clients that were given all of their past");
        this.failures = counter("failures", "Times that Kafka could not be read again at once");
        this.yields = counter("yields", "Passes that gave way to clients whose past is shorter");
        Gauge.builder("dealstream.history.running", running::get)
                .description("Passes that are being made")
                .register(registry);
        Gauge.builder("dealstream.history.waiting", () -> history.get().waiting())
                .description("Clients that wait until their past is read")
                .register(registry);
        Gauge.builder("dealstream.history.waiting.longest", () -> history.get().waitingMillis() / MILLIS)
                .baseUnit("seconds")
                .description("For how long the one waits that has waited longest without getting on")
                .register(registry);
        Gauge.builder("dealstream.history.buffered", () -> history.get().bufferedBytes())
                .baseUnit("bytes")
                .description("What was read again and waits for clients")
                .register(registry);
        for (ResetReason reason : ResetReason.values()) {
            loss(reason);
        }
    }

    @Override
    public void passBegan(int requests, int ranges) {
        passes.increment();
        running.incrementAndGet();
    }

    @Override
    public void passEnded(boolean gaveWay) {
        running.decrementAndGet();
        if (gaveWay) {
            yields.increment();
        }
    }

    @Override
    public void read(long count, long lookedAt, long size) {
        records.increment((double) count);
        decoded.increment((double) lookedAt);
        bytes.increment((double) size);
    }

    @Override
    public void served() {
        served.increment();
    }

    @Override
    public void lost(ResetReason reason) {
        loss(reason).increment();
    }

    private Counter loss(ResetReason reason) {
        return Counter.builder("dealstream.history.lost")
                .description("Clients whose past Kafka no longer has")
                .tag("reason", reason.code())
                .register(registry);
    }

    @Override
    public void failed() {
        failures.increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder("dealstream.history." + name)
                .description(description)
                .register(registry);
    }
}
