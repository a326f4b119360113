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

/// Where memory begins in each partition: the last position of which nothing is known here. Safe for many threads.
final class MemoryFloors {

    private final Map<Partition, Position> begins = new ConcurrentHashMap<>();
    /// The same, by what a cursor knows of a partition.
    private final Map<Place, Partition> places = new ConcurrentHashMap<>();

    private final Set<Integer> tags = ConcurrentHashMap.newKeySet();
    /// For each partition the greatest watermark of which nothing is known.
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

    /// Nothing is known any more of a stream that was last seen at `position`, so memory begins behind it for all.
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

    /// A stream was forgotten of which nobody will know where it was seen.
    ///
    /// @param watermark the greatest at which it was, epoch ms
    void forgot(long watermark) {
        forgottenUntil.accumulate(watermark);
    }

    /// Epoch ms: at no greater watermark any stream was seen, and forgotten.
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

    /// What is to be said of a cursor that speaks of records which do not come: a topic of it is gone, or it is
    /// none of ours.
    ResetReason reasonFor(Cursor cursor) {
        return tags.containsAll(cursor.tags()) ? ResetReason.UNKNOWN : ResetReason.RECREATED;
    }

    /// The ends up to which a reader with this cursor must be told what memory does not hold.
    ///
    /// @param evicted up to where the stream's own events were given up since
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
