package io.dealstream.decode;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;

/// The result of decoding a record: an event, or the reason why it is none.
public sealed interface Decoded {

    /// A valid event.
    ///
    /// @param source the producer's `ce_source`: together with tenant and id it identifies a retry, see
    ///     [RecentIds]
    /// @param facts the fields that progress is folded from; must not be kept after the fold
    /// @param mistimed whether `ce_time` is not a valid time, so that the record's timestamp counts
    record Accepted(Event event, String source, Facts facts, boolean mistimed) implements Decoded {}

    /// A record that is no event and belongs into the dead letters.
    ///
    /// @param reason why, for dead letters and metrics
    /// @param detail which attribute or field is wrong, and what was expected. It never holds content of the
    ///     record, so it may be logged.
    record Rejected(Reason reason, String detail) implements Decoded {}
}
