package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;

/// Where memory begins in each partition: the last position whose record is not known here. Safe for many threads.
final class MemoryFloors {

    private final Map<Partition, Position> begins = new ConcurrentHashMap<>();
    /// The same, by what a cursor knows of a partition.
    private final Map<Place, Partition> places = new ConcurrentHashMap<>();

    private final Set<Integer> tags = ConcurrentHashMap.newKeySet();
    /// For each partition the greatest watermark of a record that is not known here.
    private final Map<Partition, Long> unknown = new ConcurrentHashMap<>();

    private final LongAccumulator forgottenUntil = new LongAccumulator(Math::max, 0);

    /// Stands for a partition in cursors.
    private record Place(int tag, int index) {}

    /// Memory of a partition begins behind `floor`.
    ///
    /// @return whether the partition was known already, so that what lies between is lost
    boolean begin(Position floor) {
        Partition partition = floor.partition();
        places.put(new Place(partition.tag(), partition.index()), partition);
        tags.add(partition.tag());
        unknown.merge(partition, floor.watermark(), Math::max);
        return begins.put(partition, floor) != null;
    }

    /// A stream that was last seen at `position` is not known any more, so memory begins behind it for all streams.
    ///
    /// @param watermark the floor's, epoch ms
    void raise(Position position, long watermark) {
        Partition partition = position.partition();
        unknown.merge(partition, position.watermark(), Math::max);
        begins.computeIfPresent(
                partition,
                (key, floor) ->
                        floor.offset() < position.offset() ? new Position(key, position.offset(), watermark) : floor);
    }

    /// A stream was forgotten together with the places where it was seen.
    ///
    /// @param watermark the greatest of these places, epoch ms
    void forgot(long watermark) {
        forgottenUntil.accumulate(watermark);
    }

    /// The greatest watermark of a place that was forgotten together with its stream, epoch ms.
    long forgottenUntil() {
        return forgottenUntil.get();
    }

    /// Epoch ms: all records of the partition with a greater watermark are known here. `Long.MAX_VALUE` where nothing
    /// is known of it.
    long knownSince(Partition partition) {
        return unknown.getOrDefault(partition, Long.MAX_VALUE);
    }

    /// Whether the hub began behind `mark`.
    boolean liesBelow(Cursor.Mark mark) {
        Partition partition = places.get(new Place(mark.tag(), mark.index()));
        Position floor = partition == null ? null : begins.get(partition);
        return floor != null && floor.offset() >= mark.offset();
    }

    /// What a reader is told whose cursor speaks of records that do not come: either a topic is gone, or the cursor is
    /// not one of ours.
    ResetReason reasonFor(Cursor cursor) {
        return tags.containsAll(cursor.tags()) ? ResetReason.UNKNOWN : ResetReason.RECREATED;
    }

    /// What a reader with this cursor must be told from Kafka, since memory does not hold it: up to which position of
    /// each partition.
    ///
    /// @param evicted up to where memory gave up the stream's own events
    List<Position> missing(Cursor cursor, CursorTrack evicted) {
        List<Position> missing = new ArrayList<>();
        for (Position begin : begins.values()) {
            Position floor = evicted.last(begin.partition())
                    .filter(last -> last.offset() > begin.offset())
                    .orElse(begin);
            if (!cursor.covers(floor)) {
                missing.add(floor);
            }
        }
        return missing;
    }
}
