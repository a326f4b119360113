package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import java.util.List;

/// What a reader on its way into the present has seen: what it said it had, and what it was shown since. Where its
/// cursor needs it, all events of the stream pass by here, from `since` on and each partition's in order, shown or not:
/// those that it had already tell what its marks mean. Not thread-safe.
final class Replay {

    private final CursorTrack track;
    /// What has passed by, from `since` on, where the track knows no more than a mark.
    private final CursorTrack passed = CursorTrack.ofAll();
    /// Up to where the past was read again, whether or not there was anything.
    private final CursorTrack read = new CursorTrack();

    private final boolean needsAll;
    private Cursor started;
    private long since;

    Replay(Cursor started) {
        this.needsAll = started.needsAll();
        this.track = CursorTrack.from(started);
        this.started = started;
        this.since = started.since();
    }

    /// What the reader said it had seen, as well as it is known by now.
    Cursor started() {
        return started;
    }

    /// What it has seen.
    Cursor cursor() {
        return track.cursor(since);
    }

    /// What is not covered by this is to pass by.
    Cursor asked() {
        return needsAll ? cursor().loosened() : cursor();
    }

    /// Whether an event that this replica has in memory is new to the reader, to whom it is then shown.
    boolean pass(Position position) {
        boolean isNew = isNew(position);
        if (needsAll && started.speaksOf(position.partition()) && track.isPlain(position.partition())) {
            passAgain(position);
        } else if (isNew) {
            track.seen(position);
        }
        return isNew;
    }

    /// The same of an event that Kafka was asked for. Where reading began at a mark of which no more is known, its
    /// watermark is but a guess.
    boolean passRecalled(Position position) {
        if (needsAll || !track.isHearsay(position.partition())) {
            return pass(position);
        }
        boolean isNew = isNew(position);
        if (isNew) {
            track.recalled(position);
        }
        return isNew;
    }

    private boolean isNew(Position position) {
        started.passing(position).ifPresent(known -> started = known);
        return !started.covers(position) && !track.reached(position);
    }

    /// Once all that the reader had of a partition has passed by again, it is known exactly.
    private void passAgain(Position position) {
        Partition partition = position.partition();
        passed.seen(position);
        if (started.mark(partition).filter(passed::reached).isPresent()) {
            track.adopt(passed, partition);
        }
    }

    boolean wasRead(Position floor) {
        return read.reached(floor);
    }

    void readUntil(List<Position> ends) {
        ends.forEach(read::seen);
    }

    /// Shows the reader an event that Kafka was asked for.
    Delivery.Message message(StreamKey stream, Event event) {
        return new Delivery.Message(stream, event, cursor());
    }

    /// Shows the reader an event that this replica has in memory.
    ///
    /// @param since epoch ms; everything of the stream with an earlier watermark had been taken in by then
    Delivery.Message message(StreamKey stream, Event event, long since) {
        // what the last bits of a mark mean depends on the time that they were given with
        this.since = track.hasHints() ? this.since : Math.max(this.since, since);
        return new Delivery.Message(stream, event, cursor());
    }
}
