package io.dealstream.intake;

import java.util.ArrayList;
import java.util.List;

/// What counts and lies before the places where the intake began. The intake's thread tells of it, another one reads
/// it.
/// Safe for many threads.
final class Earlier {

    private final EventSink sink;
    private final List<EarlierRange> ranges = new ArrayList<>();
    private boolean awaited;
    private boolean known;
    private boolean over;

    Earlier(EventSink sink) {
        this.sink = sink;
    }

    /// A partition is about to begin there. The hub hears before it does that something lies further back.
    ///
    /// @return where it is to begin: a partition that comes when all others have been read behind is read
    ///     as a whole
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

    /// The partition has begun, so this may be read.
    synchronized void add(EarlierRange range) {
        ranges.add(range);
    }

    /// Takes note of which partitions there are.
    ///
    /// @param now epoch ms
    synchronized void follow(PartitionTable table, long now) {
        known = table.isPlaced();
        for (EarlierRange range : ranges) {
            PartitionProgress present = table.get(range.name());
            range.seen(present != null && present.partition().equals(range.partition()), now);
        }
    }

    /// Those that can be read.
    synchronized List<EarlierRange> readable() {
        return ranges.stream().filter(EarlierRange::isReadable).toList();
    }

    /// Whether all is read, and nothing more will come. Once that is so, it stays so.
    synchronized boolean isOver() {
        over = over || (known && ranges.stream().allMatch(EarlierRange::isOver));
        return over;
    }

    /// How many offsets are still to be read.
    synchronized long left() {
        return ranges.stream().mapToLong(EarlierRange::left).sum();
    }

    /// Whether the hub waits to hear that all is read.
    synchronized boolean isAwaited() {
        return awaited;
    }
}
