package io.dealstream.hub;

import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import org.jspecify.annotations.Nullable;

/// What is known of one stream: its recent events, where it was last seen, what its events add up to, and who
/// listens. Guarded by its tenant's lock.
final class StreamLog {

    final StreamKey key;
    final EventRing ring = new EventRing();
    /// Everything that was ever taken in.
    final CursorTrack seen = new CursorTrack();
    /// What has left the ring.
    final CursorTrack evicted = new CursorTrack();
    final Audience audience;
    final @Nullable StreamState state;
    /// When the stream may become complete by time alone and its readers are to be looked at again.
    long dueAt = StreamState.OPEN;

    /// Subscriptions that are open, live or not.
    int readers;

    private long lastEventAt;

    StreamLog(StreamKey key, @Nullable StreamState state, HubListener listener, long now) {
        this.key = key;
        this.state = state;
        this.audience = new Audience(listener, key.subject().kind());
        this.lastEventAt = now;
    }

    void add(Event event, Facts facts, long since) {
        ring.add(event, since);
        fold(event, facts);
    }

    /// Takes an event into account that is too old for the ring.
    void fold(Event event, Facts facts) {
        seen.seen(event.position());
        lastEventAt = Math.max(lastEventAt, event.position().watermark());
        if (state != null) {
            state.apply(event, facts);
        }
    }

    void evictFirst() {
        evicted.seen(ring.removeFirst().position());
    }

    boolean isComplete(long now) {
        return completeAt() <= now;
    }

    long completeAt() {
        return state == null ? StreamState.OPEN : state.completeAt();
    }

    /// Whether nothing is lost by forgetting the stream but the positions in `evicted`.
    boolean isForgettable(long now, long stateAgeMillis) {
        return ring.isEmpty() && readers == 0 && lastEventAt < now - stateAgeMillis;
    }
}
