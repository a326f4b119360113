package io.dealstream.history;

import io.dealstream.event.Partition;

/// What this replica remembers of records that Kafka has deleted: when a partition has lost its oldest ones, this
/// tells whether they were too old to matter.
@FunctionalInterface
public interface Ceiling {

    /// Knows nothing.
    Ceiling UNKNOWN = (partition, offset) -> Long.MAX_VALUE;

    /// The greatest watermark that a record before `offset` can have, in epoch ms, as far as is known;
    /// `Long.MAX_VALUE` where nothing is.
    long before(Partition partition, long offset);
}
