package io.dealstream.telemetry;

import io.dealstream.stalls.StallListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// Counts stalls.
@Singleton
final class StallMetrics implements StallListener {

    private final Counter written;
    private final Counter delayed;
    private final Counter givenUp;

    StallMetrics(MeterRegistry registry) {
        this.written = Counter.builder("dealstream.stalls.written")
                .description("Documents that stand still of which this replica told")
                .register(registry);
        this.delayed = Counter.builder("dealstream.stalls.delayed")
                .description("Times that documents that stand still could not be told of and were put off")
                .register(registry);
        this.givenUp = Counter.builder("dealstream.stalls.given.up")
                .description("Pending documents that are not looked after for want of room")
                .register(registry);
    }

    @Override
    public void stallsWritten(int count) {
        written.increment(count);
    }

    @Override
    public void stallsDelayed() {
        delayed.increment();
    }

    @Override
    public void documentGivenUp() {
        givenUp.increment();
    }
}
