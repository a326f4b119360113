package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What comes next for a reader that is not live yet.
sealed interface Next {

    /// What must be read again, as the ends up to which memory does not know.
    record Missing(List<Position> until) implements Next {}

    /// Events from memory, and the number behind them.
    record Events(List<Remembered> events, long after) implements Next {}

    /// An event from memory, and what its id carries as `since`.
    record Remembered(Event event, long since) {}

    /// The past is over, with the cursor of the present; `ahead` when the reader has seen more than this replica, or
    /// more than this replica still knows where it stood.
    record Live(Audience.Group group, Cursor present, boolean ahead) implements Next {}

    /// The past is over, and there is no future; with the cursor of a reader who has all of it, and with the last word
    /// where the reader asked for it.
    record Complete(Cursor end, @Nullable Event lastWord) implements Next {}

    /// The last words that a first visit to a set is told, before anything else; with the place of a reader who has
    /// been told them.
    record Words(List<Word> words, Cursor place) implements Next {}

    /// The last word of a member of a set.
    ///
    /// @param member its number
    record Word(int member, Event event) {}

    /// The state of the stream has to be found out first; the reader will be told.
    ///
    /// @param begun what finds it out, if nothing does so yet: to be started
    record Unknown(@Nullable Refold begun) implements Next {}
}
