package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import java.util.List;

/// What a reader on its way into the present has seen: what it said it had, and what it was shown since. Not
/// thread-safe.
final class Replay {

    private final Cursor started;
    private final CursorTrack track;
    /// Up to where the past was read again, whether or not there was anything.
    private final CursorTrack read = new CursorTrack();

    private long since;

    Replay(Cursor started) {
        this.started = started;
        this.track = CursorTrack.from(started);
        this.since = started.since();
    }

    /// What the reader said it had seen.
    Cursor started() {
        return started;
    }

    /// What it has seen.
    Cursor cursor() {
        return track.cursor(since);
    }

    boolean isNew(Position position) {
        return !started.covers(position) && !track.reached(mark(position));
    }

    /// The reader has been told of an event otherwise than by [#message].
    void seen(Position position) {
        track.seen(position);
    }

    boolean wasRead(Position floor) {
        return read.reached(mark(floor));
    }

    void readUntil(List<Position> ends) {
        ends.forEach(read::seen);
    }

    /// Shows the reader an event that Kafka was asked for.
    Delivery.Message message(StreamKey stream, Event event) {
        track.recalled(event.position());
        return new Delivery.Message(stream, event, cursor());
    }

    /// Shows the reader an event that this replica has in memory.
    ///
    /// @param since epoch ms; everything of the stream with an earlier watermark had been taken in by then
    Delivery.Message message(StreamKey stream, Event event, long since) {
        this.since = Math.max(this.since, since);
        track.seen(event.position());
        return new Delivery.Message(stream, event, cursor());
    }

    private static Cursor.Mark mark(Position position) {
        return new Cursor.Mark(position.partition().tag(), position.partition().index(), position.offset());
    }
}
