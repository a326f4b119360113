package io.dealstream.intake;

import io.dealstream.event.Event;
import java.util.function.Consumer;

/// Traces events whose producers sent a trace context. Called by the intake's thread, for these events only.
public interface EventTracing {

    /// Traces nothing.
    EventTracing NONE = (event, rest) -> rest.accept(event);

    /// Takes an event in as a part of its producer's trace.
    ///
    /// @param event an event with a trace context
    /// @param rest takes the event in; must be called once, with the event under the trace context that later
    ///     spans belong to
    void follow(Event event, Consumer<Event> rest);
}
