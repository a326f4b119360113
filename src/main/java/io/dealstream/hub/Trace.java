package io.dealstream.hub;

import io.dealstream.event.Position;

/// Where a stream of which nothing else is known any more was last seen in one partition.
///
/// @param last its last event's position
/// @param watermark what counts as that event's watermark when it is asked who has it, epoch ms: never far beyond the
///     time when it came
record Trace(Position last, long watermark) {

    /// Memory begins behind it.
    Position floor() {
        return new Position(last.partition(), last.offset(), watermark);
    }
}
