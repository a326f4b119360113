package io.dealstream.intake;

/// Where the reading of a partition begins.
///
/// @param earlier the first offset that counts at all; the records from here up to `offset` are read later, see
///     [Earlier]
/// @param earlierWatermark the greatest timestamp that a record before `earlier` can have, epoch ms
/// @param offset the first offset that the intake itself reads, at least `earlier`
/// @param watermark the greatest timestamp that a record before `offset` can have, epoch ms
/// @param end the offset behind the last readable record when the point was found
record StartPoint(long earlier, long earlierWatermark, long offset, long watermark, long end) {

    /// A point without earlier records that count.
    StartPoint(long offset, long watermark, long end) {
        this(offset, watermark, offset, watermark, end);
    }

    /// Whether there are earlier records that count.
    boolean hasEarlier() {
        return earlier < offset;
    }

    /// The same point, but the intake itself reads all records that count.
    StartPoint whole() {
        return new StartPoint(earlier, earlierWatermark, end);
    }
}
