package io.dealstream.intake;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;

/// What the intake's thread does for the hub by the clock, whether or not Kafka is there.
final class HubUpkeep implements Runnable {

    private static final long TICK_MILLIS = Duration.ofSeconds(1).toMillis();
    private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Runnable tick;
    private final Runnable sweep;
    private final InstantSource clock;
    private long tickAt;
    private long sweepAt;

    HubUpkeep(EventSink sink, InstantSource clock, Faults faults) {
        this.tick = faults.guard(Task.CHORES, sink::tick);
        this.sweep = faults.guard(Task.CHORES, sink::sweep);
        this.clock = clock;
    }

    /// Does what is due.
    @Override
    public void run() {
        long now = clock.millis();
        if (now < tickAt) {
            return;
        }
        tickAt = now + TICK_MILLIS;
        // a fault of ours, an Error too, is no reason to stop reading, and one of these is none to leave out the other
        tick.run();
        if (now >= sweepAt) {
            sweepAt = now + SWEEP_MILLIS;
            sweep.run();
        }
    }
}
