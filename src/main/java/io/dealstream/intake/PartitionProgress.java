package io.dealstream.intake;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import org.apache.kafka.common.TopicPartition;

/// How far one partition has been taken in. Outlives the consumer that reads it. Belongs to the intake's thread.
final class PartitionProgress {

    /// What is known of the place where to read next.
    enum Place {
        /// The beginning is not known yet. It lies some time in the past, since the partition existed at start.
        WARM_UP,
        /// The beginning is not known yet. It is the first record, since the partition was made after our start.
        BEGINNING,
        /// The place is lost: Kafka has no record at the next offset.
        ASTRAY,
        /// The place is [#next()].
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

    /// The offset of the next record to take.
    long next() {
        return next;
    }

    /// Begins to read.
    ///
    /// @return the position before the first record that is read
    Position begin(StartPoint start) {
        place = Place.FOUND;
        next = start.offset();
        watermark = start.watermark();
        target = Math.min(target, start.end());
        return new Position(partition, next - 1, watermark);
    }

    /// Continues after [#stray].
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

    /// Takes note that Kafka has no record at `offset`, where reading should continue.
    void stray(long offset, long now) {
        place = Place.ASTRAY;
        next = offset;
        strayedAt = now;
    }

    /// Whether its place should be looked for now. After [#stray], it must first be known that the topic is
    /// still the same incarnation.
    ///
    /// @param listedAt when the partition was last seen to exist, epoch ms
    boolean isSought(long listedAt) {
        return switch (place) {
            case WARM_UP, BEGINNING -> true;
            case ASTRAY -> listedAt > strayedAt;
            case FOUND -> false;
        };
    }

    /// Whether records were lost before the next one. Then [#closeGap] returns the last position that they can
    /// have had.
    boolean hasGap() {
        return gap;
    }

    /// The last position that the lost records can have had. Their timestamps were at most that of the first
    /// record behind them, as far as producers' clocks agree.
    ///
    /// @param timestamp the next record's, epoch ms
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

    /// Takes note that everything before `offset` is taken, or needs no taking, such as the marker of a
    /// transaction.
    void passed(long offset) {
        next = Math.max(next, offset);
    }

    /// Compares the progress with the log's end.
    ///
    /// @param askedAt when the log's end was asked for, epoch ms
    /// @param end the offset behind the last record of any kind
    void compare(long askedAt, long end) {
        lag = Math.max(0, end - next);
        if (lag == 0) {
            settledAt = Math.max(settledAt, askedAt);
        } else if (next >= expectedEnd) {
            // where records keep coming, the present end is never reached by the time it is known, but the end
            // before it is
            settledAt = Math.max(settledAt, expectedAt);
        }
        if (settledAt >= expectedAt) {
            expectedEnd = end;
            expectedAt = askedAt;
        }
    }

    /// The time up to which the partition is taken in, epoch ms: every record that Kafka accepted before it.
    /// `Long.MIN_VALUE` until that is known.
    long settledAt() {
        return place == Place.FOUND ? settledAt : Long.MIN_VALUE;
    }

    /// How many offsets are still to be taken, as of the last comparison.
    long lag() {
        return lag;
    }

    /// The partition's horizon, epoch ms: every record that Kafka accepted before it, or with an earlier
    /// watermark, is taken in. `Long.MIN_VALUE` until that is known.
    long horizon() {
        return place == Place.FOUND ? Math.max(watermark, settledAt) : Long.MIN_VALUE;
    }

    /// Whether reading has reached the end that the log had at start.
    boolean isWarm() {
        return next >= target;
    }
}
