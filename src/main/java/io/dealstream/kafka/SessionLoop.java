package io.dealstream.kafka;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/// A thread that never gives up: whatever ends a session, it opens another, until it is stopped or all is done.
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

    /// One with nothing to do between the turns.
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

    /// @param task whose code, after the service's name, is the thread's
    /// @param kafka dropped at the end of each session
    /// @param sessions opens the next session; may fail
    /// @param chores done between the turns, with or without a session
    /// @param rest from the end of one session to the next
    /// @param log hears why a session ended
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

    public void start() {
        thread.start();
    }

    /// Has the session and the thread end, soon.
    public void stop() {
        stopped = true;
        kafka.wakeUp();
    }

    /// Stops, and waits as [#awaitEnd] does.
    public void end(Duration limit) {
        stop();
        awaitEnd(limit);
    }

    /// Waits until the thread has ended, if it ever began: a start that fails closes what was not started.
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
                // Nobody ends it by an interrupt, which would have all that follows fail at once.
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

    /// What happened and why, as far as the words are Kafka's own.
    public static String describe(Throwable failure) {
        Throwable root = SparseLog.root(failure);
        return root instanceof KafkaException ? root.toString() : SparseLog.describe(failure);
    }

    private void rest() {
        long until = clock.millis() + rest.toMillis();
        while (!stopped && clock.millis() < until) {
            LockSupport.parkNanos(NAP.toNanos());
            chores.run();
        }
    }
}
