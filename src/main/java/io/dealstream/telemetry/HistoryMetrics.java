package io.dealstream.telemetry;

import io.dealstream.history.HistoryListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// Counts what it costs to tell clients what they missed.
@Singleton
final class HistoryMetrics implements HistoryListener {

    private final Counter passes;
    private final Counter records;
    private final Counter served;
    private final Counter failures;

    HistoryMetrics(MeterRegistry registry) {
        passes = counter(registry, "dealstream.history.passes", "Passes over partitions for clients that were away");
        records = counter(registry, "dealstream.history.records", "Records read again");
        served = counter(registry, "dealstream.history.served", "Clients that were given what they missed from Kafka");
        failures = counter(
                registry, "dealstream.history.failures", "Times that Kafka did not answer to a reader of history");
    }

    @Override
    public void passBegan(int requests, int ranges) {
        passes.increment();
    }

    @Override
    public void read(long count, long decoded, long bytes) {
        records.increment((double) count);
    }

    @Override
    public void served() {
        served.increment();
    }

    @Override
    public void failed() {
        failures.increment();
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
