package io.dealstream.tasks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/// Where tasks tell that they failed, before they go on. A failure is a fault of ours: it is counted, and logged at
/// most once a minute for each task. Its own words are left out, since they may quote what came from outside; where it
/// happened is not. Safe for many threads, and never fails itself.
public final class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);
    private static final long QUIET_MILLIS = Duration.ofMinutes(1).toMillis();

    private final FaultListener listener;
    private final InstantSource clock;
    private final Map<Task, Said> said = new EnumMap<>(Task.class);

    private record Said(long at, int silent) {}

    public Faults(FaultListener listener, InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
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
            log(task, failure);
        } catch (Throwable untold) {
            // as when memory is short: what matters is that the task goes on
        }
    }

    private void log(Task task, Throwable failure) {
        int silent = silentBefore(task);
        if (silent >= 0) {
            String before = silent == 0 ? "" : " (and " + silent + " times before)";
            LOG.error("The task " + task.code() + " failed and goes on" + before, new Wordless(failure));
        }
    }

    /// How many failures were passed over since the last one that was told; negative where this one is, too.
    private synchronized int silentBefore(Task task) {
        long now = clock.millis();
        Said last = said.get(task);
        if (last != null && now - last.at < QUIET_MILLIS) {
            said.put(task, new Said(last.at, last.silent + 1));
            return -1;
        }
        said.put(task, new Said(now, 0));
        return last == null ? 0 : last.silent;
    }
}
