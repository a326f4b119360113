package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one stream: its recent events, where it was last seen, what its events add up to, and who
/// listens. Guarded by its tenant's lock.
final class StreamLog {

    final StreamKey key;
    final EventRing ring = new EventRing();
    /// Everything that was ever taken in.
    final CursorTrack seen;
    /// What has left the ring.
    final CursorTrack evicted = new CursorTrack();
    final Audience audience;
    final @Nullable StreamState state;
    /// When the stream may become complete by time alone and its readers are to be looked at again.
    long dueAt = StreamState.OPEN;

    /// Subscriptions that are open, live or not.
    int readers;
    /// Whether it counts as one that is waited for and was never heard of.
    boolean awaited;

    private final HubListener listener;
    private long lastEventAt = Long.MIN_VALUE;
    private long evictedSince;

    /// @param seen empty
    StreamLog(StreamKey key, CursorTrack seen, @Nullable StreamState state, HubListener listener) {
        this.key = key;
        this.seen = seen;
        this.state = state;
        this.listener = listener;
        this.audience = new Audience(listener, key.subject().kind());
    }

    /// @param now epoch ms
    void add(Event event, Facts facts, long since, long now) {
        ring.add(event, since);
        fold(event, facts, now);
    }

    /// Takes an event into account that is too old for the ring.
    ///
    /// @param now epoch ms: an event counts as no younger than this, whatever its partition's watermark says
    void fold(Event event, Facts facts, long now) {
        seen.seen(event.position());
        lastEventAt = Math.max(lastEventAt, Math.min(event.position().watermark(), now));
        if (state != null) {
            try {
                state.apply(event, facts);
            } catch (Throwable failure) {
                // the event is delivered all the same
                listener.failed("state", failure);
            }
        }
    }

    void evictFirst() {
        evictedSince = Math.max(evictedSince, ring.since(ring.first()));
        evicted.seen(ring.removeFirst().position());
    }

    /// What a reader has seen who was given everything below a number; empty where memory reaches back no further than
    /// to a later one.
    Optional<Cursor> seenBelow(long number) {
        if (number < ring.first() || number > ring.next()) {
            return Optional.empty();
        }
        CursorTrack track = new CursorTrack();
        evicted.lasts().forEach(track::seen);
        for (long earlier = ring.first(); earlier < number; earlier++) {
            track.seen(ring.get(earlier).position());
        }
        return Optional.of(track.cursor(number == ring.first() ? evictedSince : ring.since(number - 1)));
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

    /// When it was last heard of here, epoch ms: never after it was, whatever its records are dated.
    long lastEventAt() {
        return lastEventAt;
    }
}
