package io.dealstream.intake;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/// The records of one partition that count and lie before the place where the intake began, and how far they have been
/// read. One thread reads; any may ask.
final class EarlierRange {

    /// For how long a topic may be out of sight: a broker whose knowledge is old may say for a moment that it is gone.
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

    /// The offset of the record that is to be taken next.
    long next() {
        return next;
    }

    /// The position before the first one that is read.
    Position floor() {
        return new Position(partition, next - 1, watermark);
    }

    /// Whether the record at `offset` is one of them.
    boolean contains(long offset) {
        return offset < until;
    }

    /// Takes the next record.
    Position take(long offset, long timestamp) {
        next = offset + 1;
        watermark = Math.max(watermark, timestamp);
        return new Position(partition, offset, watermark);
    }

    /// Everything before `offset` is taken or is nothing to take.
    void passed(long offset) {
        next = Math.max(next, offset);
    }

    /// There is nothing more to take.
    void drop() {
        dropped = true;
    }

    /// Takes note whether Kafka has this very partition. One that it has not had for a while is given up.
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

    /// Whether there are records to be read, and of no other topic of the same name.
    boolean isReadable() {
        return present && !isOver();
    }

    boolean isOver() {
        return dropped || next >= until;
    }

    /// How many offsets are left.
    long left() {
        return isOver() ? 0 : until - next;
    }
}
