package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.smallrye.mutiny.Multi;
import java.util.List;

/// What is no longer in memory, read again from where it is kept.
public interface History {

    /// The events of a stream that `after` does not cover and that stand at or before `until`, each partition's in
    /// order.
    ///
    /// @param until the end, one position for each partition that is to be read
    /// @param lenient whether a past that is partly gone is delivered as far as it is there, instead of failing
    /// @return fails with [LostPast] before its first item when records that `after` does not cover are gone
    Multi<Event> read(StreamKey stream, Cursor after, List<Position> until, boolean lenient);

    /// What the state of a stream needs of an event's value. It lives no longer than it takes to fold it, so it is read
    /// again where the event is folded later.
    default Facts facts(Event event) {
        return Facts.NONE;
    }

    /// The past cannot be had.
    final class LostPast extends RuntimeException {

        private final ResetReason reason;

        public LostPast(ResetReason reason) {
            super(reason.code(), null, false, false);
            this.reason = reason;
        }

        public ResetReason reason() {
            return reason;
        }
    }
}
