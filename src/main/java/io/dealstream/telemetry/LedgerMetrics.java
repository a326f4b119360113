package io.dealstream.telemetry;

import io.dealstream.ledger.LedgerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// Counts what becomes of the ledger's records.
@Singleton
final class LedgerMetrics implements LedgerListener {

    private final Counter written;
    private final Counter dropped;

    LedgerMetrics(MeterRegistry registry) {
        written = Counter.builder("dealstream.ledger.written")
                .description("Records of the ledger that Kafka has acknowledged")
                .register(registry);
        dropped = Counter.builder("dealstream.ledger.dropped")
                .description("Records that the ledger lacks: there was no room for them to wait, or Kafka refused them")
                .register(registry);
    }

    @Override
    public void written() {
        written.increment();
    }

    @Override
    public void dropped() {
        dropped.increment();
    }
}
