package io.dealstream.intake;

import io.dealstream.event.Event;
import java.util.function.Consumer;

/// Follows events whose producers trace them. Called by the intake's thread, for events that bring a trace context
/// only.
public interface EventTracing {

    /// Follows nothing.
    EventTracing NONE = (event, rest) -> rest.accept(event);

    /// Takes an event in as a part of its producer's trace.
    ///
    /// @param rest what taking it in means: is given the event once, with the trace context under which what
    ///     happens next belongs
    void follow(Event event, Consumer<Event> rest);
}
