package io.dealstream.intake;

import io.dealstream.decode.Reason;
import io.dealstream.event.EventType;

/// Hears what the intake does, for metrics. Calls come from the intake's own threads, in the middle of the
/// work.
public interface IntakeListener {

    /// Hears nothing.
    IntakeListener NONE = new IntakeListener() {};

    /// Why records that were written to Kafka reach nobody.
    enum Loss {
        /// Kafka deleted them before they were read.
        RETENTION,
        /// Kafka has them, but their bytes are damaged.
        CORRUPT
    }

    /// A record became an event.
    default void recordTaken(EventType type) {}

    /// The `ce_time` of a record that became an event is no time, so that the record's own timestamp counts.
    default void timeReplaced(String topic) {}

    /// A record is no event.
    default void recordRejected(Reason reason) {}

    /// A record was a producer's retry.
    default void repeatDropped() {}

    /// Something went wrong inside with a valid record, which is left out.
    default void recordFailed() {}

    /// Records are lost.
    ///
    /// @param count how many at most
    default void recordsLost(String topic, long count, Loss loss) {}

    /// A dead letter stands in Kafka, by the hand of this replica.
    ///
    /// @param topic from which the record was rejected
    /// @param whole whether the record is all there; if not, the broker refused it for its size
    default void deadLetterWritten(String topic, Reason reason, boolean whole) {}

    /// Dead letters could not be written; it is tried again.
    default void deadLettersDelayed(String topic) {}
}
