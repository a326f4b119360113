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

/// The streams that are open on this replica, and whether new ones are taken.
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

    /// Takes no new streams and ends the open ones, each with a time of its own to come back, so that the clients
    /// do not all knock at the other replicas' doors in the same moment.
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

    /// Ends streams whose clients are to come to other replicas.
    ///
    /// @param most how many
    /// @param age only those that have been open for so long
    /// @return how many it were
    int move(int most, Duration age) {
        List<StreamConnection> some =
                open.stream().filter(stream -> stream.mayMove(age)).limit(most).toList();
        some.forEach(stream -> stream.sendAway(EndOfStream.REBALANCED, spread(Dialect.RETRY_MILLIS)));
        return some.size();
    }
}
