package io.dealstream.event;

import org.jspecify.annotations.Nullable;

/// What the events of one stream add up to: a pure fold. Not thread-safe; whoever holds it guards it.
public interface StreamState {

    /// Never complete.
    long OPEN = Long.MAX_VALUE;

    /// Takes the next event of the stream.
    void apply(Event event, Facts facts);

    /// From when on the stream counts as complete if nothing else arrives: epoch ms, or [#OPEN] while something is
    /// awaited. A value in the past means complete.
    long completeAt();

    /// The event that tells a late visitor how it ended; null where nothing has ended yet, and where it is only known
    /// where that event stands, since the state was put away.
    @Nullable
    Event lastWord();

    /// Where that event stands; null where nothing has ended yet.
    @Nullable
    Position lastWordAt();

    /// Puts the state away: all but the last word itself.
    void write(StateWriter out);

    /// Becomes the state that was put away. Nothing has been applied to this one yet.
    void read(StateReader in);
}
