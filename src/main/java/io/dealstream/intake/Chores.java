package io.dealstream.intake;

import java.time.Duration;
import java.time.InstantSource;

/// What the intake's thread does for the hub by the clock, whether or not Kafka is there.
final class Chores implements Runnable {

    private static final long TICK_MILLIS = Duration.ofSeconds(1).toMillis();
    private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();

    private final EventSink sink;
    private final InstantSource clock;
    private final SparseLog log;
    private long tickAt;
    private long sweepAt;

    Chores(EventSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
        this.log = new SparseLog(Chores.class, clock);
    }

    /// Does what is due.
    @Override
    public void run() {
        long now = clock.millis();
        if (now < tickAt) {
            return;
        }
        tickAt = now + TICK_MILLIS;
        try {
            sink.tick();
            if (now >= sweepAt) {
                sweepAt = now + SWEEP_MILLIS;
                sink.sweep();
            }
        } catch (RuntimeException e) {
            // a fault of ours, which is no reason to stop reading
            log.warn("tick", () -> "The hub failed at its chores", e);
        }
    }
}
