package io.dealstream.intake;

import io.dealstream.decode.Reason;
import io.dealstream.event.EventType;

/// Is told what the intake does, for metrics. Calls come from the intake's threads, in the middle of their
/// work, so they must be quick and must not throw.
public interface IntakeListener {

    /// Does nothing.
    IntakeListener NONE = new IntakeListener() {};

    /// Why records that were written to Kafka reach no client.
    enum Loss {
        /// Kafka deleted them before they were read.
        RETENTION,
        /// Kafka has them, but their bytes are damaged.
        CORRUPT
    }

    /// A record became an event.
    default void recordTaken(EventType type) {}

    /// The `ce_time` of an event is no valid time, so the record's own timestamp counts.
    default void timeReplaced(String topic) {}

    /// A record is no event.
    default void recordRejected(Reason reason) {}

    /// A record was a producer's retry and was dropped.
    default void repeatDropped() {}

    /// A fault of ours made the service leave out a valid record.
    default void recordFailed() {}

    /// Records reach no client.
    ///
    /// @param count the most records that may be lost
    default void recordsLost(String topic, long count, Loss loss) {}

    /// This replica has written a dead letter.
    ///
    /// @param topic the topic of the rejected record
    /// @param whole whether the letter holds the whole record; if not, the broker refused that for its size
    default void deadLetterWritten(String topic, Reason reason, boolean whole) {}

    /// Dead letters could not be written; the service tries again.
    default void deadLettersDelayed(String topic) {}
}
