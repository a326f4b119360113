package io.dealstream.history;

import io.dealstream.hub.ResetReason;

/// Is told what reading the past costs and yields, for metrics. Implementations only count.
public interface HistoryListener {

    /// Does nothing.
    HistoryListener NONE = new HistoryListener() {};

    /// A pass began.
    ///
    /// @param requests how many requests it serves
    /// @param ranges how many ranges of partitions it reads
    default void passBegan(int requests, int ranges) {}

    /// A pass ended.
    ///
    /// @param gaveWay whether it goes on later, after requests with a shorter past
    default void passEnded(boolean gaveWay) {}

    /// Records were read again.
    ///
    /// @param records how many
    /// @param decoded how many of them were decoded
    /// @param bytes the size of the records' keys and values
    default void read(long records, long decoded, long bytes) {}

    /// A request got all of its past.
    default void served() {}

    /// A request was told that its past is lost.
    default void lost(ResetReason reason) {}

    /// Kafka did not answer, or gave an incomplete answer; it is asked again.
    default void failed() {}
}
