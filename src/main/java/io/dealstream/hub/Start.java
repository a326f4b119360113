package io.dealstream.hub;

import io.dealstream.event.Cursor;

/// Where in its stream a reader wants to begin.
public sealed interface Start {

    /// With what happens from now on; for a stream that is already complete, with the event that tells how it ended.
    record Now() implements Start {}

    /// Behind the last event that the reader has seen.
    record After(Cursor cursor) implements Start {}

    /// Behind the last word of a member of a set, with what a first visit is told next: those of the members behind it,
    /// and then what came after the cursor.
    ///
    /// @param member its number in the set
    record AfterWord(Cursor cursor, int member) implements Start {}

    /// With the first record at or after an instant, in epoch ms.
    record Since(long epochMillis) implements Start {}

    /// With the oldest that Kafka still has of the last `window` ms; never answered by a reset.
    record Oldest() implements Start {}

    /// An id came that is none of ours: the reader is told, then begins now.
    record Unknown() implements Start {}
}
