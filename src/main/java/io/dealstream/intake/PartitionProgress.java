package io.dealstream.intake;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import org.apache.kafka.common.TopicPartition;

/// How far one partition has been taken in. Survives the consumer that reads it. Belongs to the intake's
/// thread.
final class PartitionProgress {

    /// What is known about where to read.
    enum Place {
        /// Not yet where to begin: some time in the past, since the partition was there before us.
        WARM_UP,
        /// Not yet where to begin: with the first record, since the partition was made after our start.
        BEGINNING,
        /// Not any more where to go on: Kafka has no record at the offset that comes next.
        ASTRAY,
        /// At [#next()].
        FOUND
    }

    private final Partition partition;
    private final TopicPartition topicPartition;
    private Place place;
    private long next;
    private long watermark = Long.MIN_VALUE;
    private long settledAt = Long.MIN_VALUE;
    private long expectedEnd = Long.MIN_VALUE;
    private long expectedAt = Long.MIN_VALUE;
    private long target;
    private long strayedAt;
    private long lag;
    private boolean gap;

    /// @param place where to look for the first record
    PartitionProgress(Partition partition, Place place) {
        this.partition = partition;
        this.topicPartition = new TopicPartition(partition.topic(), partition.index());
        this.place = place;
        this.target = place == Place.WARM_UP ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    Partition partition() {
        return partition;
    }

    TopicPartition topicPartition() {
        return topicPartition;
    }

    Place place() {
        return place;
    }

    /// The offset of the record that is to be taken next.
    long next() {
        return next;
    }

    /// Begins to read.
    ///
    /// @return the position before the first one that is read
    Position begin(StartPoint start) {
        place = Place.FOUND;
        next = start.offset();
        watermark = start.watermark();
        target = Math.min(target, start.end());
        return new Position(partition, next - 1, watermark);
    }

    /// Goes on after [#stray].
    ///
    /// @return the number of offsets that Kafka no longer has
    long resume(StartPoint point) {
        long lost = Math.max(0, point.offset() - next);
        place = Place.FOUND;
        next = point.offset();
        target = Math.min(target, point.end());
        gap |= lost > 0;
        return lost;
    }

    /// There is nothing to read at `offset`, where reading should have gone on.
    void stray(long offset, long now) {
        place = Place.ASTRAY;
        next = offset;
        strayedAt = now;
    }

    /// Whether one may look for a place. What is astray must first be known to be the same incarnation
    /// still.
    ///
    /// @param listedAt when it was last seen to exist, epoch ms
    boolean isSought(long listedAt) {
        return switch (place) {
            case WARM_UP, BEGINNING -> true;
            case ASTRAY -> listedAt > strayedAt;
            case FOUND -> false;
        };
    }

    /// Whether records were lost before the next one; then they stood at most at the position that
    /// [#closeGap] returns.
    boolean hasGap() {
        return gap;
    }

    /// What was lost had timestamps up to that of the first record behind it, as far as producers' clocks
    /// agree.
    Position closeGap(long offset, long timestamp) {
        gap = false;
        return new Position(partition, offset - 1, Math.max(watermark, timestamp));
    }

    /// Takes the next record.
    Position take(long offset, long timestamp) {
        next = offset + 1;
        watermark = Math.max(watermark, timestamp);
        return new Position(partition, offset, watermark);
    }

    /// Everything before `offset` is taken or is nothing to take, such as a transaction's marker.
    void passed(long offset) {
        next = Math.max(next, offset);
    }

    /// @param askedAt when the log's end was asked for, epoch ms
    /// @param end the offset behind the last record of any kind
    void compare(long askedAt, long end) {
        lag = Math.max(0, end - next);
        if (lag == 0) {
            settledAt = Math.max(settledAt, askedAt);
        } else if (next >= expectedEnd) {
            // where records keep coming, the end of now is never reached when it is heard of, but that of before is
            settledAt = Math.max(settledAt, expectedAt);
        }
        if (settledAt >= expectedAt) {
            expectedEnd = end;
            expectedAt = askedAt;
        }
    }

    /// Epoch ms: what Kafka took before this moment is taken in. The lowest possible value until that is known.
    long settledAt() {
        return place == Place.FOUND ? settledAt : Long.MIN_VALUE;
    }

    /// Records that Kafka has and that are still to be taken, as of the last comparison.
    long lag() {
        return lag;
    }

    /// Epoch ms: what Kafka took before this moment, or with an earlier watermark, is taken in. The lowest
    /// possible value until that is known.
    long horizon() {
        return place == Place.FOUND ? Math.max(watermark, settledAt) : Long.MIN_VALUE;
    }

    /// Whether the log's end that was seen at start is reached.
    boolean isWarm() {
        return next >= target;
    }
}
