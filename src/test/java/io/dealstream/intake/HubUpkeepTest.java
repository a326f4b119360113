package io.dealstream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.tasks.Faults;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HubUpkeepTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicInteger sweeps = new AtomicInteger();

    @Test
    void ticksEachSecondAndSweepsEachMinuteAlsoOnceTheClockWasSetBack() {
        InstantSource clock = now::get;
        HubUpkeep upkeep = new HubUpkeep(
                new SilentSink() {
                    @Override
                    public void tick() {
                        ticks.incrementAndGet();
                    }

                    @Override
                    public void sweep() {
                        sweeps.incrementAndGet();
                    }
                },
                clock,
                Faults.uncounted());

        run(upkeep, NOON, 120);
        assertThat(ticks).hasValue(120);
        assertThat(sweeps).hasValue(2);

        run(upkeep, NOON.minusSeconds(3_600), 120);
        assertThat(ticks).hasValue(240);
        assertThat(sweeps).hasValue(4);
    }

    /// Runs four times a second.
    private void run(HubUpkeep upkeep, Instant from, int seconds) {
        for (int quarter = 0; quarter < 4 * seconds; quarter++) {
            now.set(from.plusMillis(250L * quarter));
            upkeep.run();
        }
    }
}
