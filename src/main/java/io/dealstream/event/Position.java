package io.dealstream.event;

/// Where in Kafka a record stands.
///
/// @param partition the partition
/// @param offset the record's offset in it
/// @param watermark the latest record timestamp (epoch ms) in the partition up to and including this record. It
///     never falls from one record to the next, and Kafka's own time index answers by it: the first offset whose
///     watermark is at least t is what `offsetsForTimes(t)` returns. So every replica agrees on it.
public record Position(Partition partition, long offset, long watermark) {}
