package io.dealstream.event;

import org.jspecify.annotations.Nullable;

/// What the events of one stream add up to: a fold without side effects. Not thread-safe: its owner guards it.
public interface StreamState {

    /// The value of [#completeAt] while the stream is not complete.
    long OPEN = Long.MAX_VALUE;

    /// Folds the next event of the stream.
    ///
    /// @param facts the event's facts, which must not be kept
    void apply(Event event, Facts facts);

    /// The time from which the stream counts as complete if nothing else arrives, epoch ms; [#OPEN] while
    /// something is awaited. A time in the past means that it is complete.
    long completeAt();

    /// The event that tells a late reader how the stream ended. It is null where nothing has ended yet. It is
    /// also null where the state was put away and read again, so that only the event's position is known.
    @Nullable
    Event lastWord();

    /// The position of the last word; null where nothing has ended yet.
    @Nullable
    Position lastWordAt();

    /// Writes the whole state, but of the last word only its position.
    void write(StateWriter out);

    /// Becomes the state that [#write] wrote. Nothing may have been applied to this one yet.
    void read(StateReader in);
}
