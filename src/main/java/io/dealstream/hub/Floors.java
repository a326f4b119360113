package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where memory begins in each partition: the last position of which nothing is known here. Safe for many threads.
final class Floors {

    private final Map<Partition, Position> begins = new ConcurrentHashMap<>();

    /// Memory of a partition begins behind `floor`.
    ///
    /// @return whether the partition was known already, so that what lies between is lost
    boolean begin(Position floor) {
        return begins.put(floor.partition(), floor) != null;
    }

    /// Nothing is known any more of a stream that was last seen at `position`, so memory begins behind it for all.
    void raise(Position position) {
        begins.computeIfPresent(
                position.partition(), (key, floor) -> floor.offset() < position.offset() ? position : floor);
    }

    /// Whether the hub began behind `mark`.
    boolean liesBelow(Cursor.Mark mark) {
        for (Position floor : begins.values()) {
            if (floor.partition().tag() == mark.tag() && floor.partition().index() == mark.index()) {
                return floor.offset() >= mark.offset();
            }
        }
        return false;
    }

    /// What is to be said of a cursor that speaks of records which do not come: a topic of it is gone, or it is
    /// none of ours.
    ResetReason reasonFor(Cursor cursor) {
        return cursor.marks().stream().allMatch(this::isKnown) ? ResetReason.UNKNOWN : ResetReason.RECREATED;
    }

    private boolean isKnown(Cursor.Mark mark) {
        return begins.keySet().stream().anyMatch(partition -> partition.tag() == mark.tag());
    }

    /// The ends up to which a reader with this cursor must be told what memory does not hold.
    ///
    /// @param evicted up to where the stream's own events were given up since
    List<Position> missing(Cursor cursor, CursorTrack evicted) {
        List<Position> missing = new ArrayList<>();
        for (Position begin : begins.values()) {
            Position floor = begin;
            for (Position last : evicted.lasts()) {
                if (last.partition().equals(floor.partition()) && last.offset() > floor.offset()) {
                    floor = last;
                }
            }
            if (!cursor.covers(floor)) {
                missing.add(floor);
            }
        }
        return missing;
    }
}
