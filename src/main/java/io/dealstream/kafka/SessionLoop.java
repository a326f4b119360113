package io.dealstream.kafka;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Pause;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/// A thread that runs sessions. Whatever ends a session, the thread opens another one, until it is stopped or
/// the work is done. Thread-safe.
public final class SessionLoop {

    private static final Duration NAP = Duration.ofMillis(50);

    private final Connections kafka;
    private final Function<Connections, Session> sessions;
    private final Runnable chores;
    private final Duration rest;
    private final InstantSource clock;
    private final Faults faults;
    private final Task task;
    private final SparseLog log;
    private final Thread thread;
    private volatile boolean stopped;

    /// A loop without chores. The parameters are those of the other constructor.
    public SessionLoop(
            Task task,
            Connections kafka,
            Function<Connections, Session> sessions,
            Duration rest,
            SparseLog log,
            InstantSource clock,
            Faults faults) {
        this(task, kafka, sessions, () -> {}, rest, log, clock, faults);
    }

    /// @param task names the thread: the service's name, then the task's code
    /// @param kafka closed at the end of each session
    /// @param sessions opens the next session; may throw
    /// @param chores runs between the turns, with or without a session
    /// @param rest the pause from the end of one session to the next
    /// @param log logs why a session ended
    /// @param clock measures the pause
    /// @param faults counts failures that are not Kafka's own
    public SessionLoop(
            Task task,
            Connections kafka,
            Function<Connections, Session> sessions,
            Runnable chores,
            Duration rest,
            SparseLog log,
            InstantSource clock,
            Faults faults) {
        this.task = task;
        this.faults = faults;
        this.kafka = kafka;
        this.sessions = sessions;
        this.chores = chores;
        this.rest = rest;
        this.clock = clock;
        this.log = log;
        this.thread =
                Thread.ofPlatform().name("dealstream-" + task.code()).daemon().unstarted(this::run);
    }

    /// Starts the thread.
    public void start() {
        thread.start();
    }

    /// Asks the session and the thread to end soon. Does not wait.
    public void stop() {
        stopped = true;
        kafka.wakeUp();
    }

    /// Stops the thread and waits, at most for `limit`, as [#awaitEnd] does.
    public void end(Duration limit) {
        stop();
        awaitEnd(limit);
    }

    /// Waits until the thread has ended, but no longer than `limit`. Returns at once where it was never
    /// started, because a failed start closes all parts.
    public void awaitEnd(Duration limit) {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            try (kafka;
                    Session opened = sessions.apply(kafka)) {
                while (!stopped) {
                    opened.turn();
                    chores.run();
                    if (opened.isOver()) {
                        stopped = true;
                    }
                }
            } catch (Throwable e) {
                // An Error too: the other threads outlive it, so this one must.
                // Nobody ends this thread by an interrupt, and a set flag would make all later calls fail at
                // once.
                boolean _ = Thread.interrupted();
                if (!stopped) {
                    faults.guard(task, () -> beginAnew(e)).run();
                    rest();
                }
            }
        }
    }

    private void beginAnew(Throwable reason) {
        if (!(reason instanceof KafkaException)) {
            faults.of(task, reason);
        }
        log.warn(reason.getClass().getName(), thread.getName() + " begins anew: " + describe(reason));
    }

    /// Describes a failure for the log by its root cause; only Kafka's own texts are quoted.
    public static String describe(Throwable failure) {
        Throwable root = SparseLog.root(failure);
        return root instanceof KafkaException ? root.toString() : SparseLog.describe(failure);
    }

    private void rest() {
        Pause pause = new Pause();
        pause.begin(clock.millis(), rest.toMillis());
        while (!stopped && !pause.isOver(clock.millis())) {
            LockSupport.parkNanos(NAP.toNanos());
            faults.attempt(task, chores);
        }
    }
}
