package io.dealstream.intake;

import io.dealstream.event.Event;

/// Is told of every event just before the hub is. So an event that is in the hub's states was told here before.
/// Calls come from two threads: the intake's, and the one that reads the records before the places where the
/// intake began.
public interface EventWatch {

    /// Does nothing.
    EventWatch NONE = (event, fresh) -> {};

    /// An event is about to be taken in.
    ///
    /// @param fresh whether it has just come; false where it was in Kafka before this replica was ready
    void taken(Event event, boolean fresh);
}
