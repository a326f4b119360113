package io.dealstream.intake;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/// The records of one partition that count and lie before the place where the intake began, and how far they
/// have been read. One thread reads; any thread may ask.
final class EarlierRange {

    /// How long a topic may be missing from listings. A broker with outdated knowledge may briefly not list it.
    private static final long PATIENCE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Partition partition;
    private final TopicPartition name;
    private final long until;
    private volatile long next;
    private long watermark;
    private volatile boolean present = true;
    private volatile boolean dropped;
    private long presentAt = Long.MIN_VALUE;

    EarlierRange(Partition partition, StartPoint point) {
        this.partition = partition;
        this.name = new TopicPartition(partition.topic(), partition.index());
        this.next = point.earlier();
        this.watermark = point.earlierWatermark();
        this.until = point.offset();
    }

    Partition partition() {
        return partition;
    }

    TopicPartition name() {
        return name;
    }

    /// The offset of the next record to take.
    long next() {
        return next;
    }

    /// The position before the first record of the range.
    Position floor() {
        return new Position(partition, next - 1, watermark);
    }

    /// Whether the record at `offset` belongs to the range.
    boolean contains(long offset) {
        return offset < until;
    }

    /// Takes the next record.
    ///
    /// @param timestamp the record's, epoch ms
    /// @return the record's position
    Position take(long offset, long timestamp) {
        next = offset + 1;
        watermark = Math.max(watermark, timestamp);
        return new Position(partition, offset, watermark);
    }

    /// Takes note that everything before `offset` is taken, or needs no taking.
    void passed(long offset) {
        next = Math.max(next, offset);
    }

    /// Gives up the rest of the range.
    void drop() {
        dropped = true;
    }

    /// Takes note of whether Kafka has this incarnation of the partition. A partition that was missing for a
    /// minute is given up.
    ///
    /// @param now epoch ms
    void seen(boolean isPresent, long now) {
        present = isPresent;
        if (isPresent || presentAt == Long.MIN_VALUE) {
            presentAt = now;
        } else if (now - presentAt > PATIENCE_MILLIS) {
            drop();
        }
    }

    /// Whether there are records left, and the present topic is this incarnation.
    boolean isReadable() {
        return present && !isOver();
    }

    boolean isOver() {
        return dropped || next >= until;
    }

    /// How many offsets are left to read.
    long left() {
        return isOver() ? 0 : until - next;
    }
}
