package io.dealstream.tasks;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Logs warnings that may come very often: each kind at most once a minute, with the number of warnings that
/// were left out. Thread-safe.
public final class SparseLog {

    private static final long QUIET_MILLIS = Duration.ofMinutes(1).toMillis();

    private record Said(long at, int silent) {}

    private final Logger log;
    private final InstantSource clock;
    private final Map<String, Said> kinds = new HashMap<>();

    /// @param source the class in whose name it logs
    /// @param clock the time
    public SparseLog(Class<?> source, InstantSource clock) {
        this.log = Logger.getLogger(source);
        this.clock = clock;
    }

    /// Warns, unless it did so within the last minute.
    ///
    /// @param kind what counts as the same trouble; one of few
    /// @param message what happened this time
    public void warn(String kind, String message) {
        warn(kind, () -> message, null);
    }

    /// Warns, unless it did so within the last minute.
    ///
    /// @param kind what counts as the same trouble; one of few
    /// @param message what happened this time, asked for only when it is said
    public void warn(String kind, Supplier<String> message, @Nullable Throwable cause) {
        say(Logger.Level.WARN, kind, message, cause);
    }

    /// Logs a fault of ours, as [#warn] does.
    void error(String kind, Supplier<String> message, Throwable cause) {
        say(Logger.Level.ERROR, kind, message, cause);
    }

    private synchronized void say(
            Logger.Level level, String kind, Supplier<String> message, @Nullable Throwable cause) {
        long now = clock.millis();
        Said said = kinds.get(kind);
        if (said != null && now - said.at < QUIET_MILLIS) {
            kinds.put(kind, new Said(said.at, said.silent + 1));
            return;
        }
        kinds.put(kind, new Said(now, 0));
        String before = said == null || said.silent == 0 ? "" : " (and " + said.silent + " times before)";
        log.log(level, message.get() + before, cause);
    }

    /// Logs that all trouble is over, if there was any.
    public synchronized void over(String message) {
        if (!kinds.isEmpty()) {
            kinds.clear();
            log.info(message);
        }
    }

    /// Describes a failure by its types. It quotes only the message of an [IOException]: a parser's message
    /// might quote a secret.
    public static String describe(Throwable failure) {
        Throwable root = root(failure);
        return root instanceof IOException
                ? root.toString()
                : failure.getClass().getName() + " by " + root.getClass().getName();
    }

    /// The root cause of a failure.
    public static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
