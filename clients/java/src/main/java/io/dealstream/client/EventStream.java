package io.dealstream.client;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// A stream that is being followed: each event once, in order, until nothing more will come. Waits in [#hasNext]
/// and [#next]. Not for several threads at once, but for [#close].
///
/// An event counts as dealt with when the next one is asked for: that is when its place is stored, where places
/// are. A program that is through with the last event it wants says so with [#dealtWith].
public final class EventStream implements Iterator<Event>, AutoCloseable {

    private final Session session;
    private Event next;

    EventStream(Session session) {
        this.session = session;
    }

    /// Waits for the next event.
    ///
    /// @return false where nothing more will come, or it was closed
    /// @throws Refusal where the service refuses for good
    /// @throws java.util.concurrent.CancellationException when interrupted, which also closes it
    @Override
    public boolean hasNext() {
        if (next == null) {
            next = session.next();
        }
        return next != null;
    }

    /// As [#hasNext], and [NoSuchElementException] where nothing more will come.
    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException("nothing more will come");
        }
        Event event = next;
        next = null;
        return event;
    }

    /// The event that [#next] gave last has been dealt with.
    public void dealtWith() {
        if (next == null) {
            session.keep();
        }
    }

    /// Where to go on later; null where there is nothing to resume from.
    public String lastEventId() {
        return session.place();
    }

    /// Ends it, from any thread; whoever waits for an event gets the end instead.
    @Override
    public void close() {
        session.stop();
    }
}
