package io.dealstream.event;

import java.time.Duration;

/// Tells which of two cursors that a client sent is the later one. The client has been at both, so it has seen
/// what either of them covers. It goes on from the later one. Source: streams.md, "Ids and resume".
public final class Reach {

    /// Up to this difference of their times, the id with the earlier time may be the later one: an event's own
    /// time lies behind that of a bare id of the same moment, and partitions are never quite level.
    private static final long NEAR_MILLIS = Duration.ofMinutes(3).toMillis();

    private Reach() {}

    /// Whether `one` reaches further than `other`; false where nothing tells them apart. Marks decide before
    /// times do, because offsets only grow within a partition.
    public static boolean isBeyond(Cursor one, Cursor other) {
        boolean ahead = one.isAheadSomewhere(other);
        boolean behind = other.isAheadSomewhere(one);
        if (ahead != behind) {
            return ahead;
        }
        if (!ahead && Math.abs(one.since() - other.since()) < NEAR_MILLIS) {
            boolean more = one.hasMarkThatLacks(other);
            boolean less = other.hasMarkThatLacks(one);
            if (more != less) {
                return more;
            }
        }
        return one.since() > other.since();
    }
}
