package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What comes next for a reader that is not live yet.
sealed interface Next {

    /// The past must be read from Kafka first, up to these positions.
    record Missing(List<Position> until) implements Next {}

    /// Events from memory, and the number behind them.
    record Events(List<Remembered> events, long after) implements Next {}

    /// An event from memory, and what its id carries as `since`.
    record Remembered(Event event, long since) {}

    /// The past is over.
    ///
    /// @param present the cursor of the present
    /// @param ahead whether the reader has seen more than this replica, or events whose places this replica has
    ///     forgotten
    record Live(Audience.Group group, Cursor present, boolean ahead) implements Next {}

    /// The past is over, and the stream is complete.
    ///
    /// @param end the cursor of a reader that has all of it
    /// @param lastWord the event that completed the stream, if the reader asked for it
    record Complete(Cursor end, @Nullable Event lastWord) implements Next {}

    /// The last words that a first visit to a set is told before anything else.
    ///
    /// @param place the cursor of a reader that has been told them
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
