package io.dealstream.event;

import java.util.ArrayList;
import java.util.List;

/// Follows one stream and says at any event what a client that has seen everything up to it must be told as its cursor.
/// Not thread-safe.
///
/// It keeps the last position in each partition in which the stream has been seen. Positions whose watermark lies
/// before
/// the horizon are dropped: `since` speaks for them. The order of `seen` need not be that of any other replica.
public final class CursorTrack {

    private final List<Position> lasts = new ArrayList<>(2);
    private long since;

    /// @param since epoch ms: everything of the stream whose watermark lies before it counts as seen
    public CursorTrack(long since) {
        this.since = since;
    }

    /// Takes note of an event of the stream.
    public void seen(Position position) {
        for (int i = 0; i < lasts.size(); i++) {
            if (lasts.get(i).partition().equals(position.partition())) {
                if (lasts.get(i).offset() < position.offset()) {
                    lasts.set(i, position);
                }
                return;
            }
        }
        lasts.add(position);
    }

    /// Moves `since` forward: every record with an earlier watermark has been taken in, in every partition. A horizon
    /// before the present one changes nothing.
    public void horizon(long epochMillis) {
        if (epochMillis > since) {
            since = epochMillis;
            lasts.removeIf(last -> last.watermark() < since);
        }
    }

    /// The cursor of a client that has seen everything so far. Where it would be longer than an id may be, the marks
    /// that lie furthest back are given up, and `since` moves up behind them.
    public Cursor cursor() {
        Cursor cursor = build();
        while (!cursor.fits()) {
            horizon(lasts.stream().mapToLong(Position::watermark).min().orElseThrow() + 1);
            cursor = build();
        }
        return cursor;
    }

    private Cursor build() {
        List<Cursor.Mark> marks = new ArrayList<>(lasts.size());
        for (Position last : lasts) {
            marks.add(new Cursor.Mark(last.partition().tag(), last.partition().index(), last.offset()));
        }
        return new Cursor(since, marks);
    }
}
