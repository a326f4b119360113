package io.dealstream.tasks;

import java.time.InstantSource;

/// Where tasks tell that they failed, before they go on. A failure is a fault of ours: it is counted, and logged at
/// most once a minute for each task. Its own words are left out, since they may quote what came from outside; where it
/// happened is not. Safe for many threads, and never fails itself.
public final class Faults {

    private final FaultListener listener;
    private final SparseLog log;

    public Faults(FaultListener listener, InstantSource clock) {
        this.listener = listener;
        this.log = new SparseLog(Faults.class, clock);
    }

    /// Faults that nobody counts.
    public static Faults uncounted() {
        return new Faults(task -> {}, InstantSource.system());
    }

    /// A task that outlives its failures, whatever they are: for timers, which would not run it again, and for threads.
    public Runnable guard(Task task, Runnable turn) {
        return () -> attempt(task, turn);
    }

    /// Does what must not fail for whoever asks for it.
    public void attempt(Task task, Runnable turn) {
        try {
            turn.run();
        } catch (Throwable failure) {
            of(task, failure);
        }
    }

    /// A task has failed and goes on.
    public void of(Task task, Throwable failure) {
        try {
            listener.failed(task);
        } catch (Throwable uncounted) {
            failure.addSuppressed(uncounted);
        }
        try {
            log.error(task.code(), () -> "The task " + task.code() + " failed and goes on", new Wordless(failure));
        } catch (Throwable untold) {
            // as when memory is short: what matters is that the task goes on
        }
    }
}
