package io.dealstream.intake;

/// Where the reading of a partition begins.
///
/// @param offset the first offset that is read
/// @param watermark the greatest timestamp that an earlier record can have, epoch ms
/// @param end the offset behind the last readable record when this was found out
record StartPoint(long offset, long watermark, long end) {}
