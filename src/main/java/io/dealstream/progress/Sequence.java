package io.dealstream.progress;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One order over the records of all partitions, so that replicas that read them interleaved differently come to
/// the same state. Inside a partition it is Kafka's own order, because watermarks never fall; between partitions it
/// goes by watermark.
final class Sequence {

    private static final Comparator<Position> AT_ONE_TIME = Comparator.comparing(
                    Position::partition,
                    Comparator.comparing(Partition::topic)
                            .thenComparingInt(Partition::tag)
                            .thenComparingInt(Partition::index))
            .thenComparingLong(Position::offset);

    /// That order.
    static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::watermark).thenComparing(AT_ONE_TIME);

    private Sequence() {}

    /// Whether a record came later than another one, or there is no other.
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
