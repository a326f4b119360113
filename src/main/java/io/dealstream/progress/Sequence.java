package io.dealstream.progress;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One order over the records of all partitions, so that replicas that read them interleaved differently get
/// the same state. Within a partition it is Kafka's order, because watermarks never fall. Between partitions it
/// is the order of watermarks.
final class Sequence {

    private static final Comparator<Position> AT_ONE_TIME = Comparator.comparing(
                    Position::partition,
                    Comparator.comparing(Partition::topic)
                            .thenComparingInt(Partition::tag)
                            .thenComparingInt(Partition::index))
            .thenComparingLong(Position::offset);

    /// The order.
    static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::watermark).thenComparing(AT_ONE_TIME);

    private Sequence() {}

    /// Whether a record comes after another one, or there is no other.
    static boolean isAfter(Position position, @Nullable Position other) {
        if (other == null) {
            return true;
        }
        if (position.watermark() != other.watermark()) {
            return position.watermark() > other.watermark();
        }
        return AT_ONE_TIME.compare(position, other) > 0;
    }
}
