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

    /// The event that tells a late visitor how it ended; null where nothing has ended yet.
    @Nullable
    Event lastWord();
}
