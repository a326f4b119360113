package io.dealstream.intake;

/// Where the reading of a partition begins.
///
/// @param earlier the first offset that counts at all: what stands from here up to `offset` is read behind, see
///     [Earlier]
/// @param earlierWatermark the greatest timestamp that a record before `earlier` can have, epoch ms
/// @param offset the first offset that the intake itself reads, at least `earlier`
/// @param watermark the greatest timestamp that a record before `offset` can have, epoch ms
/// @param end the offset behind the last readable record when this was found out
record StartPoint(long earlier, long earlierWatermark, long offset, long watermark, long end) {

    /// Nothing counts that lies before.
    StartPoint(long offset, long watermark, long end) {
        this(offset, watermark, offset, watermark, end);
    }

    /// Whether there is something to be read behind.
    boolean hasEarlier() {
        return earlier < offset;
    }

    /// The same with all that counts read by the intake itself.
    StartPoint whole() {
        return new StartPoint(earlier, earlierWatermark, end);
    }
}
