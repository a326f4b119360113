package io.dealstream.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Session;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The intake's threads, whatever fails in them.
class SessionLoopTest {

    private final List<Task> failed = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults(failed::add, Clock.systemUTC());
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger upkeep = new AtomicInteger();
    private @Nullable SessionLoop loop;

    /// A session that works.
    private class Working implements Session {

        @Override
        public void turn() {
            turns.incrementAndGet();
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.stop();
            loop.awaitEnd(Duration.ofSeconds(5));
        }
    }

    @Test
    void goesOnAfterAnErrorInATurn() {
        start(
                () -> new Working() {
                    @Override
                    public void turn() {
                        super.turn();
                        if (turns.get() == 1) {
                            throw new StackOverflowError();
                        }
                    }
                },
                () -> {});

        await().until(() -> turns.get() > 5);

        assertThat(failed).containsExactly(Task.INTAKE);
    }

    @Test
    void goesOnAfterAnErrorWhileItRests() {
        start(awayOnce(), new HubUpkeep(new FailingSink(), Clock.systemUTC(), faults));

        await().until(() -> turns.get() > 5);

        assertThat(failed).isNotEmpty().containsOnly(Task.CHORES);
    }

    @Test
    void goesOnAfterChoresThatThrowWhileItRests() {
        AtomicInteger chores = new AtomicInteger();
        start(awayOnce(), () -> {
            if (chores.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
        });

        await().until(() -> turns.get() > 5);

        assertThat(failed).containsExactly(Task.INTAKE);
    }

    @Test
    void goesOnAfterAnInterrupt() {
        AtomicInteger sessions = new AtomicInteger();
        start(
                () -> {
                    boolean first = sessions.incrementAndGet() == 1;
                    return new Working() {
                        @Override
                        public void turn() {
                            if (first) {
                                throw new InterruptException("on purpose");
                            }
                            if (!Thread.currentThread().isInterrupted()) {
                                super.turn();
                            }
                        }
                    };
                },
                () -> {});

        await().until(() -> turns.get() > 5);
    }

    @Test
    void doesTheOtherChoresWhenOneFails() {
        start(Working::new, new HubUpkeep(new FailingSink(), Clock.systemUTC(), faults));

        await().until(() -> upkeep.get() > 0 && turns.get() > 5);

        assertThat(failed).contains(Task.CHORES);
    }

    @Test
    void endsByItselfWhenAllIsDone() {
        AtomicInteger closed = new AtomicInteger();
        start(
                () -> new Working() {
                    @Override
                    public boolean isOver() {
                        return turns.get() == 3;
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                },
                () -> {});

        await().until(() -> closed.get() == 1);

        await().during(Duration.ofMillis(200)).until(() -> turns.get() == 3);
        assertThat(failed).isEmpty();
    }

    /// Fails at each tick.
    private final class FailingSink extends SilentSink {

        @Override
        public void tick() {
            throw new AssertionError("tick");
        }

        @Override
        public void sweep() {
            upkeep.incrementAndGet();
        }
    }

    @Test
    void canBeStoppedBeforeItsStart() {
        SessionLoop never = loop(Working::new, () -> {});

        never.stop();
        never.awaitEnd(Duration.ofSeconds(5));

        assertThat(turns).hasValue(0);
    }

    /// Sessions of which the first does not come about.
    private Supplier<Session> awayOnce() {
        AtomicInteger sessions = new AtomicInteger();
        return () -> {
            if (sessions.incrementAndGet() == 1) {
                throw new TimeoutException("Kafka is away");
            }
            return new Working();
        };
    }

    private void start(Supplier<Session> sessions, Runnable byTheClock) {
        SessionLoop started = loop(sessions, byTheClock);
        loop = started;
        started.start();
    }

    private SessionLoop loop(Supplier<Session> sessions, Runnable byTheClock) {
        return new SessionLoop(
                Task.INTAKE,
                new KafkaClients(Map.of()).connections("nothing"),
                kafka -> sessions.get(),
                byTheClock,
                Duration.ofSeconds(1),
                new SparseLog(SessionLoopTest.class, Clock.systemUTC()),
                Clock.systemUTC(),
                faults);
    }
}
