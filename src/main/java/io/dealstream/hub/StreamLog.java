package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import java.util.Collection;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What is known of one stream: its recent events, where it was last seen, what its events add up to, and who
/// listens. Guarded by its tenant's lock.
sealed class StreamLog permits SetLog {

    /// What it takes in memory beyond its events, roughly, in bytes.
    static final int WEIGHT = 512;

    private static final long KNOWN = Long.MAX_VALUE;

    final StreamKey key;
    final EventRing ring = new EventRing();
    /// Everything that was ever taken in.
    final CursorTrack seen;
    /// What has left the ring.
    final CursorTrack evicted = new CursorTrack();
    final Audience audience;

    @Nullable
    StreamState state;
    /// When the stream may become complete by time alone and its readers are to be looked at again.
    long dueAt = StreamState.OPEN;

    /// Subscriptions that are open, live or not.
    int readers;
    /// Whether it counts as one that is waited for and was never heard of.
    boolean awaited;
    /// What reads its past again, so that its state is known.
    @Nullable
    Refold refold;
    /// Whether its last word was looked for and not found.
    boolean wordless;

    private final HubListener listener;
    private long lastEventAt = Long.MIN_VALUE;
    private long firstAt = Long.MAX_VALUE;
    private long evictedSince;
    private long unknownSince = KNOWN;
    private long sureFrom;

    /// @param knownSince the time after which the stream's events in a partition are known here, as long as it was not
    ///     forgotten before its time, see [CursorTrack]
    StreamLog(StreamKey key, ToLongFunction<Partition> knownSince, @Nullable StreamState state, HubListener listener) {
        this.key = key;
        this.seen = new CursorTrack(partition -> isKnown() ? knownSince.applyAsLong(partition) : CursorTrack.NEVER);
        this.state = state;
        this.listener = listener;
        this.audience = new Audience(listener, key.subject().kind());
    }

    /// @param arrival see [EventRing#add]
    /// @param now epoch ms
    void add(Event event, Facts facts, long since, long arrival, long now) {
        ring.add(event, since, arrival);
        fold(event, facts, now);
    }

    /// Takes an event into account that is too old for the ring.
    ///
    /// @param now epoch ms: an event counts as no younger than this, whatever its partition's watermark says
    void fold(Event event, Facts facts, long now) {
        seen.seen(event.position());
        lastEventAt = Math.max(lastEventAt, Math.min(event.position().watermark(), now));
        firstAt = Math.min(firstAt, event.position().watermark());
        if (state != null && isKnown()) {
            apply(state, event, facts);
        }
    }

    /// Adds an event to a state of the stream.
    void apply(StreamState to, Event event, Facts facts) {
        try {
            to.apply(event, facts);
        } catch (Throwable failure) {
            // the event is delivered all the same
            listener.failed("state", failure);
        }
    }

    void evictFirst() {
        givenUpSince(ring.since(ring.first()));
        evicted.seen(ring.removeFirst().position());
    }

    /// The id of an event that has left memory carries this `since`, epoch ms.
    void givenUpSince(long since) {
        evictedSince = Math.max(evictedSince, since);
    }

    /// What a reader has seen that was given every event below a number; empty where memory begins at a later one.
    Optional<Cursor> seenBelow(long number) {
        Optional<CursorTrack> track = trackBelow(number);
        if (track.isEmpty()) {
            return Optional.empty();
        }
        long since = number == ring.first() ? evictedSince : ring.since(number - 1);
        return isSure(since) ? track.map(all -> all.cursor(since)) : Optional.empty();
    }

    /// The stream may have had events, up to a time, whose partitions are forgotten. They are found out again for
    /// a stream with a state, but not for others.
    ///
    /// @param until the greatest watermark that such an event may have, epoch ms
    void unsure(long until) {
        sureFrom = Math.max(sureFrom, until + 1);
    }

    /// Whether the places that are known here suffice for an id that is made now.
    ///
    /// @param present see [HubContext#since()]
    boolean isSure(long present) {
        return present >= sureFrom;
    }

    /// What an id says of partitions without a mark, epoch ms: no less than what the marks are good for.
    ///
    /// @param asked what it would say
    /// @param present see [HubContext#since()]
    long since(long asked, long present) {
        return isSure(present) ? Math.max(asked, sureFrom) : asked;
    }

    /// From which `since` on ids may be made of what was seen here, epoch ms.
    long sureFrom() {
        return sureFrom;
    }

    /// Where the events below a number stand; empty where memory begins at a later one.
    Optional<CursorTrack> trackBelow(long number) {
        if (number < ring.first() || number > ring.next()) {
            return Optional.empty();
        }
        CursorTrack track = new CursorTrack();
        evicted.lasts().forEach(track::seen);
        for (long earlier = ring.first(); earlier < number; earlier++) {
            track.seen(ring.get(earlier).position());
        }
        return Optional.of(track);
    }

    /// Takes over what the few bytes of a quiet stream say. To be called before anything else is known.
    void revive(QuietStream quiet) {
        lastSeen(quiet.lasts());
        lastEventAt = quiet.lastHeardAt();
        firstAt = quiet.firstAt();
        evictedSince = quiet.givenUpSince();
        if (state == null) {
            sureFrom = quiet.state().number();
        } else {
            state.read(quiet.state());
        }
    }

    /// Its past was read again: from now on the state is known.
    void recalled(Collection<Folding> foldings) {
        for (Folding folding : foldings) {
            wordless = folding.state().lastWord() == null;
            recalled(folding.state(), folding.past(), folding.firstAt(), folding.lastAt());
        }
    }

    /// From now on its state is known.
    ///
    /// @param past where it was seen in what memory does not hold
    void recalled(StreamState folded, CursorTrack past, long first, long last) {
        lastSeen(past.lasts());
        firstAt = Math.min(firstAt, first);
        lastEventAt = Math.max(lastEventAt, last);
        state = folded;
        unknownSince = KNOWN;
    }

    /// Its last events stand there, and memory holds none of those before.
    void lastSeen(Collection<Position> positions) {
        positions.forEach(position -> {
            seen.lastSeen(position);
            evicted.seen(position);
        });
    }

    /// Nothing can be said of its state but after its past was read again.
    ///
    /// @param since from when, epoch ms
    void unknown(long since) {
        unknownSince = state == null ? KNOWN : Math.min(unknownSince, Math.min(since, firstAt));
    }

    boolean isKnown() {
        return unknownSince == KNOWN;
    }

    /// From when its past must be read so that its state is known, epoch ms.
    long recallSince() {
        return Math.min(unknownSince, firstAt);
    }

    boolean isComplete(long now) {
        return completeAt() <= now;
    }

    long completeAt() {
        return state == null || !isKnown() ? StreamState.OPEN : state.completeAt();
    }

    /// Whether it can be put away in few bytes.
    boolean isQuiet() {
        return ring.isEmpty() && readers == 0;
    }

    /// Whether anything was ever heard of it.
    boolean isHeardOf() {
        return seen.isBegun();
    }

    /// When it was last heard of here, epoch ms: never in the future, whatever its records' timestamps say.
    long lastEventAt() {
        return lastEventAt;
    }

    /// The least watermark of its events, epoch ms.
    long firstAt() {
        return firstAt;
    }

    /// The greatest `since` of an id whose event has left memory, epoch ms.
    long givenUpSince() {
        return evictedSince;
    }
}
