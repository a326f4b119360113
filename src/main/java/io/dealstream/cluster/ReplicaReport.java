package io.dealstream.cluster;

import java.time.Instant;
import java.util.Map;

/// One replica's report of itself (cluster.md, "The topic of the replicas"). Immutable.
///
/// @param id the id of the process, see [ReplicaId]
/// @param version the application's version
/// @param startedAt when it was started, by the replica's own clock
/// @param state whether it accepts streams
/// @param streams how many streams are open, at least 0
/// @param callers how many streams each caller has open, by [CallerHash]; of very many callers only those with
///     the most streams
/// @param load the load of its machine for each core; negative where it is unknown
/// @param writtenAt when it was written, by the replica's own clock, which may differ from others': for people
public record ReplicaReport(
        String id,
        String version,
        Instant startedAt,
        State state,
        int streams,
        Map<String, Integer> callers,
        double load,
        Instant writtenAt) {

    /// Whether a replica accepts streams.
    public enum State {
        /// Not yet: it starts.
        STARTING("starting"),
        SERVING("serving"),
        /// No more: it shuts down.
        DRAINING("draining");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /// The state's name in JSON.
        public String text() {
            return text;
        }
    }

    /// @throws IllegalArgumentException when a count is negative
    public ReplicaReport {
        callers = Map.copyOf(callers);
        if (streams < 0 || callers.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a negative number of streams");
        }
    }

    /// Whether another report says the same, apart from its time.
    boolean saysTheSameAs(ReplicaReport other) {
        return state == other.state && streams == other.streams && callers.equals(other.callers);
    }
}
