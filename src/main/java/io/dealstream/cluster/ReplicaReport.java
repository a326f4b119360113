package io.dealstream.cluster;

import java.time.Instant;
import java.util.Map;

/// What one replica tells of itself.
///
/// @param id tells this process from all others, and from itself before a restart
/// @param version of the application
/// @param startedAt by the replica's own clock
/// @param state whether it takes streams
/// @param streams how many are open
/// @param callers how many are open of whom, see [CallerHash]; of very many callers those with most streams
/// @param load of its machine, for each core; negative where that is not known
/// @param writtenAt by the replica's own clock, which may differ from others': for people to read
public record ReplicaReport(
        String id,
        String version,
        Instant startedAt,
        State state,
        int streams,
        Map<String, Integer> callers,
        double load,
        Instant writtenAt) {

    /// Whether a replica takes streams.
    public enum State {
        /// Not yet.
        STARTING("starting"),
        SERVING("serving"),
        /// No more: it goes down.
        DRAINING("draining");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /// Its name in JSON.
        public String text() {
            return text;
        }
    }

    /// @throws IllegalArgumentException for a count below zero
    public ReplicaReport {
        callers = Map.copyOf(callers);
        if (streams < 0 || callers.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a negative number of streams");
        }
    }

    /// Whether it says the same, apart from when.
    boolean saysTheSameAs(ReplicaReport other) {
        return state == other.state && streams == other.streams && callers.equals(other.callers);
    }
}
