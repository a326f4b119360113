package io.dealstream.telemetry;

import io.dealstream.ledger.Ledger;
import io.dealstream.ledger.LedgerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/// Counts the ledger's records that are written or dropped.
@Singleton
final class LedgerMetrics implements LedgerListener {

    private final Counter written;
    private final Counter dropped;

    /// @param ledger the bean, which does not exist before the gauge is first read
    LedgerMetrics(MeterRegistry registry, Instance<Ledger> ledger) {
        written = Counter.builder("dealstream.ledger.written")
                .description("Records of the ledger that Kafka has acknowledged")
                .register(registry);
        dropped = Counter.builder("dealstream.ledger.dropped")
                .description("Records that the ledger lacks: there was no room for them to wait, or Kafka refused them")
                .register(registry);
        Gauge.builder("dealstream.ledger.waiting", () -> ledger.get().waiting())
                .baseUnit("bytes")
                .description(
                        "Records of the ledger that Kafka has not acknowledged yet: killed now, the replica loses them")
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
