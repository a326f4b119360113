package io.dealstream.intake;

import java.util.ArrayList;
import java.util.List;

/// The records that count and lie before the places where the intake began. The intake's thread adds their
/// ranges, another thread reads them. Thread-safe.
final class Earlier {

    private final EventSink sink;
    private final List<EarlierRange> ranges = new ArrayList<>();
    private boolean awaited;
    private boolean known;
    private boolean over;

    Earlier(EventSink sink) {
        this.sink = sink;
    }

    /// Announces that a partition is about to begin. Before it does, the hub is told that earlier records follow.
    ///
    /// @return where the partition is to begin. A partition that comes after all earlier ranges were read is
    ///     read as a whole by the intake.
    synchronized StartPoint announce(EarlierRange range, StartPoint point) {
        if (over) {
            return point.whole();
        }
        if (point.hasEarlier()) {
            if (!awaited) {
                sink.awaitEarlier(point.earlierWatermark() + 1);
                awaited = true;
            }
            sink.beginsEarlier(range.floor());
        }
        return point;
    }

    /// Adds the earlier range of a partition that has begun.
    synchronized void add(EarlierRange range) {
        ranges.add(range);
    }

    /// Takes note of which partitions exist.
    ///
    /// @param now epoch ms
    synchronized void follow(PartitionTable table, long now) {
        known = table.isPlaced();
        for (EarlierRange range : ranges) {
            PartitionProgress present = table.get(range.name());
            range.seen(present != null && present.partition().equals(range.partition()), now);
        }
    }

    /// The ranges that can be read now.
    synchronized List<EarlierRange> readable() {
        return ranges.stream().filter(EarlierRange::isReadable).toList();
    }

    /// Whether everything is read and no more ranges will come. Once true, it stays true.
    synchronized boolean isOver() {
        over = over || (known && ranges.stream().allMatch(EarlierRange::isOver));
        return over;
    }

    /// How many offsets are still to be read, in all ranges.
    synchronized long left() {
        return ranges.stream().mapToLong(EarlierRange::left).sum();
    }

    /// Whether the hub was told that earlier records follow, and is still to be told of their end.
    synchronized boolean isAwaited() {
        return awaited;
    }
}
