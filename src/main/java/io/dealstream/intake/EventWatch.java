package io.dealstream.intake;

import io.dealstream.event.Event;

/// Hears of every event just before the hub does: so whoever finds an event in the hub's states can know that it
/// was heard of here. Calls come from two threads, of which one reads what lies before the places where the intake
/// began.
public interface EventWatch {

    /// Hears nothing.
    EventWatch NONE = (event, fresh) -> {};

    /// An event is taken in.
    ///
    /// @param fresh whether it has just come; false where it was there before this replica was ready
    void taken(Event event, boolean fresh);
}
