package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.List;
import java.util.Optional;

/// How a reader that comes from another replica stands to what this one has seen of its stream. Guarded by the tenant's
/// lock.
///
/// @param cursor what the reader had seen when it came
record Standing(StreamLog log, Cursor cursor, HubContext context) {

    /// Whether the reader has seen more of the stream than this replica.
    boolean isAhead() {
        return cursor.since() > context.horizon()
                // all that was there has passed by, and has not told what they mean
                || cursor.hasHints()
                || cursor.marks().stream().anyMatch(this::isMissing);
    }

    private boolean isMissing(Cursor.Mark mark) {
        return !log.seen.reached(mark) && !context.floors().liesBelow(mark);
    }

    /// Whether the ids of the replica are right for a reader that was ahead.
    ///
    /// @param next the number behind the last event that the reader was given: events that are still on their
    ///     way do not count, since the replica's ids speak of them and the reader has not got them
    boolean hasCaughtUp(long next) {
        return next == log.ring.next() && log.isSure(context.since()) && !isAhead();
    }

    /// Why the reader is ahead, for the log.
    String whatIsMissing() {
        List<String> marks = cursor.marks().stream()
                .filter(this::isMissing)
                .map(this::missing)
                .toList();
        return "all before %d ms has come; it has all before %d ms, %s, and partitions %s that no event explains"
                .formatted(context.horizon(), cursor.since(), marks, cursor.hints());
    }

    private String missing(Cursor.Mark mark) {
        Optional<Long> last =
                log.seen.last(new Partition("", mark.index(), mark.tag())).map(Position::offset);
        return mark + " behind " + last.map(Object::toString).orElse("nothing");
    }
}
