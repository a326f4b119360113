package io.dealstream.api;

import io.dealstream.hub.EndOfStream;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// The streams that are open on this replica. Also decides whether new ones are accepted.
@Singleton
final class OpenStreams {

    private final Set<StreamConnection> open = ConcurrentHashMap.newKeySet();
    private final Faults faults;
    private volatile boolean draining;

    OpenStreams(Faults faults) {
        this.faults = faults;
    }

    boolean isDraining() {
        return draining;
    }

    void add(StreamConnection stream) {
        open.add(stream);
        if (draining) {
            stream.end(EndOfStream.SHUTTING_DOWN);
        }
    }

    void remove(StreamConnection stream) {
        open.remove(stream);
    }

    Stream<StreamConnection> stream() {
        return open.stream();
    }

    int size() {
        return open.size();
    }

    /// Accepts no new streams and ends the open ones. Each client gets a time of its own to come back, so that
    /// they do not all reconnect to the other replicas at once.
    ///
    /// @param windowMillis the time over which the clients come back, in ms
    void drain(long windowMillis) {
        draining = true;
        open.forEach(stream ->
                faults.guard(Task.DRAIN, () -> sendAway(stream, windowMillis)).run());
    }

    private static void sendAway(StreamConnection stream, long windowMillis) {
        stream.sendAway(EndOfStream.SHUTTING_DOWN, spread(windowMillis));
    }

    private static long spread(long windowMillis) {
        return ThreadLocalRandom.current().nextLong(Dialect.RETRY_MILLIS / 3, windowMillis + 1_001);
    }

    /// Ends streams so that their clients reconnect to other replicas.
    ///
    /// @param most the most streams to end
    /// @param age the least time that they must have been open
    /// @return how many were ended
    int move(int most, Duration age) {
        List<StreamConnection> some =
                open.stream().filter(stream -> stream.mayMove(age)).limit(most).toList();
        some.forEach(stream -> stream.sendAway(EndOfStream.REBALANCED, spread(Dialect.RETRY_MILLIS)));
        return some.size();
    }
}
