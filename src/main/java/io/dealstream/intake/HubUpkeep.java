package io.dealstream.intake;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Pause;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;

/// The hub's periodic work on the intake's thread, whether or not Kafka is there.
final class HubUpkeep implements Runnable {

    private static final long TICK_MILLIS = Duration.ofSeconds(1).toMillis();
    private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Runnable tick;
    private final Runnable sweep;
    private final InstantSource clock;
    private final Pause untilTick = new Pause();
    private final Pause untilSweep = new Pause();

    HubUpkeep(EventSink sink, InstantSource clock, Faults faults) {
        this.tick = faults.guard(Task.CHORES, sink::tick);
        this.sweep = faults.guard(Task.CHORES, sink::sweep);
        this.clock = clock;
    }

    /// Does the work that is due.
    @Override
    public void run() {
        long now = clock.millis();
        if (!untilTick.isOver(now)) {
            return;
        }
        untilTick.begin(now, TICK_MILLIS);
        // a fault of ours, an Error too, must stop neither the reading nor the other task
        tick.run();
        if (untilSweep.isOver(now)) {
            untilSweep.begin(now, SWEEP_MILLIS);
            sweep.run();
        }
    }
}
