package io.dealstream.hub;

import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import java.util.function.Supplier;

/// Tells another listener what the hub does. If that one throws, it is told of its own failure, and nobody else is.
///
/// @param target who is told
record CarefulListener(HubListener target) implements HubListener {

    @Override
    public void published(EventType type) {
        tell(() -> target.published(type));
    }

    @Override
    public void opened(String kind) {
        tell(() -> target.opened(kind));
    }

    @Override
    public void left(String kind) {
        tell(() -> target.left(kind));
    }

    @Override
    public void ended(String kind, EndOfStream reason) {
        tell(() -> target.ended(kind, reason));
    }

    @Override
    public void delivered(String kind, int readers) {
        tell(() -> target.delivered(kind, readers));
    }

    @Override
    public void handedOver(String kind, Event event) {
        tell(() -> target.handedOver(kind, event));
    }

    @Override
    public void reachedAll(String kind, Event event, int readers, long nanos) {
        tell(() -> target.reachedAll(kind, event, readers, nanos));
    }

    @Override
    public void reset(String kind, ResetReason reason) {
        tell(() -> target.reset(kind, reason));
    }

    @Override
    public void neverCame(String kind, Supplier<String> what) {
        tell(() -> target.neverCame(kind, what));
    }

    @Override
    public void evicted(int events, long bytes) {
        tell(() -> target.evicted(events, bytes));
    }

    @Override
    public void forgotten(String kind, Share share) {
        tell(() -> target.forgotten(kind, share));
    }

    @Override
    public void failed(String part, Throwable failure) {
        try {
            target.failed(part, failure);
        } catch (Throwable deaf) {
            // there is nobody else to tell
        }
    }

    private void tell(Runnable news) {
        try {
            news.run();
        } catch (Throwable failure) {
            failed("listener", failure);
        }
    }
}
