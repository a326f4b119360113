package io.dealstream.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Follows one stream and says at any event what a client that has seen everything up to it must be told as its
/// cursor. It keeps the last position in each partition in which the stream has been seen. Not thread-safe.
public final class CursorTrack {

    /// The watermark of a position that is only known from a cursor: it may be any.
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final List<Position> lasts = new ArrayList<>(2);

    /// A track of a client that says it has seen what `cursor` covers.
    public static CursorTrack from(Cursor cursor) {
        CursorTrack track = new CursorTrack();
        for (Cursor.Mark mark : cursor.marks()) {
            Partition partition = new Partition("", mark.index(), mark.tag());
            track.lasts.add(new Position(partition, mark.offset(), UNKNOWN));
        }
        return track;
    }

    /// Takes note of an event of the stream. Positions of one partition may come in any order.
    public void seen(Position position) {
        for (int i = 0; i < lasts.size(); i++) {
            if (same(lasts.get(i).partition(), position.partition())) {
                Position last = lasts.get(i);
                if (last.offset() < position.offset()) {
                    // Watermarks never fall; one that seems to has been read from a place where less was known of it.
                    boolean fell = position.watermark() < last.watermark() && last.watermark() != UNKNOWN;
                    lasts.set(
                            i,
                            fell ? new Position(position.partition(), position.offset(), last.watermark()) : position);
                }
                return;
            }
        }
        lasts.add(position);
    }

    /// Takes note of an event that was read from the middle of its partition, so that its watermark is but a guess.
    public void recalled(Position position) {
        seen(new Position(position.partition(), position.offset(), UNKNOWN));
    }

    /// The cursor of a client that has seen everything so far.
    ///
    /// @param since epoch ms; all records of the stream with an earlier watermark have been taken in, so partitions
    ///     in which it was last seen before need no mark. Where the marks would not fit an id, those that lie
    ///     furthest back are given up, and `since` moves up behind them.
    public Cursor cursor(long since) {
        Cursor cursor = new Cursor(since, marks(lasts, since));
        if (cursor.fits()) {
            return cursor;
        }
        List<Position> left = new ArrayList<>(lasts);
        left.sort(Comparator.comparingLong(Position::watermark));
        long later = since;
        while (!cursor.fits()) {
            Position oldest = left.removeFirst();
            // of an unknown one nothing better can be said than that it may come again
            later = oldest.watermark() == UNKNOWN ? later : Math.max(later, oldest.watermark() + 1);
            cursor = new Cursor(later, marks(left, later));
        }
        return cursor;
    }

    /// Whether a client with this cursor has seen everything that this track has.
    public boolean coveredBy(Cursor cursor) {
        return lasts.stream().allMatch(cursor::covers);
    }

    /// Whether the stream has been seen here at `mark` or after it.
    public boolean reached(Cursor.Mark mark) {
        for (Position last : lasts) {
            Partition partition = last.partition();
            if (partition.tag() == mark.tag() && partition.index() == mark.index()) {
                return last.offset() >= mark.offset();
            }
        }
        return false;
    }

    /// Whether the stream has been seen anywhere.
    public boolean isBegun() {
        return !lasts.isEmpty();
    }

    /// The greatest watermark at which the stream has been seen; `Long.MIN_VALUE` where it never has.
    public long watermark() {
        return lasts.stream().mapToLong(Position::watermark).max().orElse(Long.MIN_VALUE);
    }

    /// The last position in each partition.
    public List<Position> lasts() {
        return List.copyOf(lasts);
    }

    private static List<Cursor.Mark> marks(List<Position> lasts, long since) {
        List<Cursor.Mark> marks = new ArrayList<>(lasts.size());
        for (Position last : lasts) {
            if (last.watermark() >= since) {
                marks.add(
                        new Cursor.Mark(last.partition().tag(), last.partition().index(), last.offset()));
            }
        }
        return marks;
    }

    private static boolean same(Partition one, Partition other) {
        return one.tag() == other.tag() && one.index() == other.index();
    }
}
