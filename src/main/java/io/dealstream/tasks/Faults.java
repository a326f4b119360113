package io.dealstream.tasks;

import java.time.InstantSource;

/// Takes the failures of tasks that go on after them. A failure is a fault of ours. It is counted, and logged
/// at most once a minute for each task, with its stack trace but without its message, because the message may
/// quote data from outside. Thread-safe. It never fails itself.
public final class Faults {

    private final FaultListener listener;
    private final SparseLog log;

    /// @param listener counts failures
    /// @param clock the time for the log
    public Faults(FaultListener listener, InstantSource clock) {
        this.listener = listener;
        this.log = new SparseLog(Faults.class, clock);
    }

    /// Faults that are logged but not counted.
    public static Faults uncounted() {
        return new Faults(task -> {}, InstantSource.system());
    }

    /// Wraps a task so that it never throws: for timers, which would not run it again, and for threads.
    public Runnable guard(Task task, Runnable turn) {
        return () -> attempt(task, turn);
    }

    /// Runs something whose failure must not affect the caller.
    public void attempt(Task task, Runnable turn) {
        try {
            turn.run();
        } catch (Throwable failure) {
            of(task, failure);
        }
    }

    /// Takes a failure of a task that goes on.
    public void of(Task task, Throwable failure) {
        try {
            listener.failed(task);
        } catch (Throwable uncounted) {
            failure.addSuppressed(uncounted);
        }
        try {
            log.error(task.code(), () -> "The task " + task.code() + " failed and goes on", new Wordless(failure));
        } catch (Throwable untold) {
            // for example when memory is short: what matters is that the task goes on
        }
    }
}
