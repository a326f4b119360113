package io.dealstream.event;

/// Where in Kafka a record stands.
///
/// @param partition the record's partition
/// @param offset the record's offset in the partition, from 0
/// @param watermark the greatest record timestamp in the partition up to and including this record, epoch ms.
///     It never falls from one record to the next. Kafka's time index answers by it: `offsetsForTimes(t)`
///     returns the first offset whose watermark is at least t. So every replica agrees on it.
public record Position(Partition partition, long offset, long watermark) {}
