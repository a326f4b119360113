package io.dealstream.history;

import io.dealstream.hub.ResetReason;

/// Hears what reading the past costs and yields, for metrics. Implementations only count.
public interface HistoryListener {

    /// Does nothing.
    HistoryListener NONE = new HistoryListener() {};

    /// A pass over some ranges of partitions began, for that many requests.
    default void passBegan(int requests, int ranges) {}

    /// That pass is over.
    ///
    /// @param gaveWay whether it is to go on later, after others whose past is shorter
    default void passEnded(boolean gaveWay) {}

    /// Records were read again.
    ///
    /// @param records how many
    /// @param decoded how many of them were looked at closely
    /// @param bytes the size of their keys and values
    default void read(long records, long decoded, long bytes) {}

    /// A request has been given all of its past.
    default void served() {}

    /// A request was told that its past is lost.
    default void lost(ResetReason reason) {}

    /// Kafka did not answer, or not with what was asked for; it is asked again.
    default void failed() {}
}
