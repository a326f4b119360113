package io.dealstream.decode;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;

/// What a record turned out to be.
public sealed interface Decoded {

    /// A valid event.
    ///
    /// @param source the producer's `ce_source`: with tenant and id it tells a retry, see [RecentIds]
    /// @param facts the fields that progress is folded from; not to be kept longer than that
    /// @param mistimed whether its `ce_time` is no time, so that the record's timestamp counts
    record Accepted(Event event, String source, Facts facts, boolean mistimed) implements Decoded {}

    /// A record for the dead letters.
    ///
    /// @param detail which attribute or field and what it should be; never anything that the record holds, so
    ///     it may be logged
    record Rejected(Reason reason, String detail) implements Decoded {}
}
