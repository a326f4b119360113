package io.dealstream.event;

import java.time.Duration;

/// Which of two places that one client names is the later one. A client has been at both, so whatever either covers
/// it has seen, and the later one is where it goes on.
public final class Reach {

    /// How far the times of two ids may lie apart although the one with the earlier time is the later id: an event's
    /// own time lies behind that of a bare id of the same moment, and partitions are never quite level.
    private static final long NEAR_MILLIS = Duration.ofMinutes(3).toMillis();

    private Reach() {}

    /// Whether the one reaches further than the other; false where nothing tells them apart. Marks tell more than
    /// times: within one partition offsets only grow.
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
