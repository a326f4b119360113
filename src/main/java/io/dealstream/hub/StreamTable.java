package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The streams of one tenant. A stream is whole while it has readers or events in memory, a few bytes while it is
/// quiet, and no more than a fingerprint once it is forgotten before its time. Guarded by its tenant's lock.
///
/// A state that may be incomplete is read again from Kafka before anybody is told of it, see [Refold]. That is so for a
/// stream that was forgotten, and for any stream as long as records from before the floors are still being read.
final class StreamTable implements Keeper {

    private final Tenant tenant;
    private final HubContext context;
    private final Map<Subject, StreamLog> whole = new HashMap<>();
    private final QuietStreams quiet = new QuietStreams();
    private final ForgottenStreams forgotten = new ForgottenStreams();
    /// How many of the streams are waited for and were never heard of.
    private int awaited;
    /// There may have been streams, last heard of before this moment, whose fingerprints are gone; epoch ms.
    private long blindUntil = Long.MIN_VALUE;
    private volatile long bytes;

    StreamTable(Tenant tenant, HubContext context) {
        this.tenant = tenant;
        this.context = context;
    }

    /// What quiet and forgotten streams take in memory. Any thread may call.
    long bytes() {
        return bytes;
    }

    /// How many streams something is known of, or waited for.
    int size() {
        return whole.size() + quiet.size();
    }

    /// How many streams are quiet.
    int quiet() {
        return quiet.size();
    }

    /// How many streams were forgotten before their time.
    int forgotten() {
        return forgotten.size();
    }

    boolean isEmpty() {
        return whole.isEmpty() && quiet.size() == 0 && forgotten.isEmpty();
    }

    /// Those with readers or events in memory.
    @Override
    public Collection<StreamLog> whole() {
        return whole.values();
    }

    @Override
    public @Nullable StreamLog whole(Subject subject) {
        return whole.get(subject);
    }

    /// The stream of an event.
    StreamLog heardOf(Subject subject) {
        StreamLog log = whole.get(subject);
        if (log == null) {
            return begin(subject);
        }
        heard(log);
        return log;
    }

    /// A stream that nothing is known of counts as awaited until it is heard of.
    @Override
    public @Nullable StreamLog readBy(Subject subject) {
        StreamLog log = whole.get(subject);
        if (log != null) {
            return log;
        }
        StreamLog begun = begin(subject);
        if (!begun.isHeardOf()) {
            if (!mayAwait()) {
                whole.remove(subject);
                return null;
            }
            begun.awaited = true;
            awaited++;
            context.awaited().incrementAndGet();
        }
        return begun;
    }

    private boolean mayAwait() {
        HubSettings.Awaited bounds = context.settings().awaited();
        return awaited < bounds.perTenant() && context.awaited().get() < bounds.inAll();
    }

    /// Something was heard of a stream, so it no longer counts as awaited.
    private void heard(StreamLog log) {
        if (log.awaited) {
            log.awaited = false;
            awaited--;
            context.awaited().decrementAndGet();
        }
    }

    private StreamLog begin(Subject subject) {
        StreamLog log = make(subject, context.states().apply(subject));
        long print = context.print(subject);
        QuietStream known = find(subject, print);
        if (known == null) {
            log.unknown(unknownSince(print));
            if (log.state == null) {
                log.unsure(context.floors().forgottenUntil());
            }
        } else if (isUnfinished(known)) {
            log.unknown(Math.min(context.earlierSince(), known.firstAt()));
        } else {
            remove(subject, print);
            if (isOver(known.lastHeardAt())) {
                raiseFloors(traces(known));
            } else {
                log.revive(known);
            }
        }
        whole.put(subject, log);
        measure();
        return log;
    }

    private StreamLog make(Subject subject, @Nullable StreamState state) {
        return new StreamLog(new StreamKey(tenant, subject), context.floors()::knownSince, state, context.listener());
    }

    private @Nullable QuietStream find(Subject subject, long print) {
        byte[] entry = quiet.get((int) print, context.form().key(subject));
        return entry == null ? null : context.form().read(entry);
    }

    private void remove(Subject subject, long print) {
        quiet.remove((int) print, context.form().key(subject));
    }

    /// From when the past of a stream without an entry must be read, epoch ms; `Long.MAX_VALUE` where it has no past.
    private long unknownSince(long print) {
        long since = forgotten.since(print).orElse(Long.MAX_VALUE);
        since = Math.min(since, context.earlierSince());
        return isBlind() ? Math.min(since, context.now() - stateAge()) : since;
    }

    private boolean isBlind() {
        return !isOver(blindUntil);
    }

    private boolean isUnfinished(QuietStream known) {
        return known.partial() && context.awaitsEarlier();
    }

    /// Whether a stream that was last heard of then need not be known any more.
    private boolean isOver(long lastHeardAt) {
        return lastHeardAt < context.now() - stateAge();
    }

    private long stateAge() {
        return context.settings().stateAge().toMillis();
    }

    @Override
    public boolean isKnown(Subject subject) {
        StreamLog log = whole.get(subject);
        if (log != null) {
            return isKnown(log);
        }
        long print = context.print(subject);
        QuietStream known = find(subject, print);
        return known == null
                ? unknownSince(print) == Long.MAX_VALUE || context.states().apply(subject) == null
                : !isUnfinished(known);
    }

    @Override
    public boolean isKnown(StreamLog log) {
        return log.isKnown() || putTogether(log);
    }

    /// Makes the state of a stream out of its events from before the floors and those in memory, if no event between
    /// them is missing.
    private boolean putTogether(StreamLog log) {
        if (log.evicted.isBegun()) {
            return false;
        }
        Subject subject = log.key.subject();
        long print = context.print(subject);
        StreamState state = context.states().apply(subject);
        if (state == null || unknownSince(print) != Long.MAX_VALUE) {
            return false;
        }
        CursorTrack past = new CursorTrack();
        QuietStream earlier = find(subject, print);
        if (earlier != null) {
            remove(subject, print);
            earlier.lasts().forEach(past::seen);
            state.read(earlier.state());
        }
        for (long number = log.ring.first(); number < log.ring.next(); number++) {
            Event event = log.ring.get(number);
            log.apply(state, event, context.facts(event));
        }
        log.recalled(
                state,
                past,
                earlier == null ? Long.MAX_VALUE : earlier.firstAt(),
                earlier == null ? Long.MIN_VALUE : earlier.lastHeardAt());
        measure();
        return true;
    }

    /// Any stream may have a past that is still to be read.
    void awaitEarlier() {
        whole.values().forEach(log -> log.unknown(context.earlierSince()));
        for (boolean settled : List.of(true, false)) {
            for (QuietStream oldest = oldest(settled); oldest != null; oldest = oldest(settled)) {
                quiet.removeOldest(settled);
                forget(oldest, Math.min(oldest.firstAt(), context.earlierSince()));
            }
        }
        measure();
    }

    /// Takes in an event from before the floors.
    void foldEarlier(Subject subject, Event event, Facts facts) {
        StreamLog known = whole.get(subject);
        if (known != null && known.isKnown()) {
            return;
        }
        StreamState state = context.states().apply(subject);
        long print = context.print(subject);
        Position at = event.position();
        if (state == null || forgotten.extend(print, at.watermark(), trace(at, context.now()))) {
            return;
        }
        QuietStream before = find(subject, print);
        if (before == null && isBlind()) {
            return; // it may be one whose fingerprint is gone
        }
        StreamLog log = make(subject, state);
        if (before != null) {
            if (!before.partial()) {
                return;
            }
            remove(subject, print);
            log.revive(before);
        }
        if (!log.seen.reached(
                new Cursor.Mark(at.partition().tag(), at.partition().index(), at.offset()))) {
            log.fold(event, facts, context.now());
        }
        keep(log, print, true);
    }

    @Override
    public CursorTrack unread(StreamLog log) {
        return log.isKnown() ? log.evicted : unread(log, List.of(log.key.subject()));
    }

    /// The same for a stream with the events of several others.
    ///
    /// @param unknown those of the others that are not known
    CursorTrack unread(StreamLog log, Collection<Subject> unknown) {
        CursorTrack unread = new CursorTrack();
        log.evicted.lasts().forEach(unread::seen);
        forgotten
                .until(unknown.stream().mapToLong(context::print).toArray())
                .forEach(trace -> unread.seen(trace.floor()));
        return unread;
    }

    /// Where the events of a whole stream stood that memory does not hold; empty where nobody knows, so that any record
    /// before the beginning of memory may be one of them.
    Optional<CursorTrack> seenBefore(StreamLog log) {
        long print = context.print(log.key.subject());
        boolean isTraced = forgotten.since(print).isPresent()
                && !context.awaitsEarlier()
                && !isBlind()
                && find(log.key.subject(), print) == null;
        return log.isKnown() || isTraced ? Optional.of(unread(log)) : Optional.empty();
    }

    @Override
    public List<Folding> foldings(StreamLog log) {
        return List.of(folding(log.key.subject()));
    }

    /// Finds out the state of one stream that has one.
    Folding folding(Subject subject) {
        return new Folding(subject, Objects.requireNonNull(context.states().apply(subject)));
    }

    /// From when the past of a stream must be read so that its state is known, epoch ms.
    long recallSince(Subject subject) {
        StreamLog log = whole.get(subject);
        if (log != null) {
            return log.recallSince();
        }
        long print = context.print(subject);
        QuietStream known = find(subject, print);
        if (known == null) {
            return unknownSince(print);
        }
        return isUnfinished(known) ? Math.min(context.earlierSince(), known.firstAt()) : known.firstAt();
    }

    @Override
    public void rest(StreamLog log) {
        if (!log.isQuiet() || !whole.remove(log.key.subject(), log)) {
            return;
        }
        heard(log);
        if (log.isHeardOf()) {
            keep(log, context.print(log.key.subject()), false);
        }
    }

    private void keep(StreamLog log, long print, boolean partial) {
        QuietStream before = find(log.key.subject(), print);
        remove(log.key.subject(), print);
        if (!log.isKnown() || !add(log, print, partial)) {
            forget(log.key.subject(), log.recallSince(), log.lastEventAt(), log.seen.lasts());
            if (before != null) {
                forget(before, before.firstAt());
            }
        }
        measure();
    }

    private boolean add(StreamLog log, long print, boolean partial) {
        try {
            boolean settled = log.state == null || log.completeAt() != StreamState.OPEN;
            return quiet.add((int) print, context.form().write(log, partial), settled);
        } catch (Throwable failure) {
            context.failed("state", failure);
            return false;
        }
    }

    /// The state of a stream lacks an event, so its past must be read again.
    ///
    /// @param missing where the event stands
    void mistrust(Subject subject, Position missing) {
        StreamLog log = whole.get(subject);
        long print = context.print(subject);
        Trace trace = trace(missing, context.now());
        if (log != null) {
            log.unknown(Math.min(log.recallSince(), missing.watermark()));
            // so that nobody takes what memory has for all
            forgotten.add(print, log.recallSince(), context.now(), List.of(trace));
            rest(log);
            measure();
            return;
        }
        QuietStream known = find(subject, print);
        List<Trace> traces = new ArrayList<>(known == null ? List.of() : traces(known));
        remove(subject, print);
        raiseFloors(traces);
        traces.add(trace);
        long since = known == null ? missing.watermark() : Math.min(known.firstAt(), missing.watermark());
        forgotten.add(print, since, context.now(), traces);
        measure();
    }

    /// The past of a stream was read again for a stream that has its events, too.
    void recalled(Folding folding) {
        Subject subject = folding.subject();
        StreamLog log = whole.get(subject);
        if (log == null) {
            log = begin(subject);
        }
        log.recalled(List.of(folding));
        recalled(log);
        rest(log);
    }

    @Override
    public void recalled(StreamLog log) {
        remove(log.key.subject(), context.print(log.key.subject()));
        if (log.isHeardOf()) {
            heard(log);
        }
        measure();
    }

    @Override
    public <T> Optional<T> read(Subject subject, Function<StreamLog, T> reader) {
        StreamLog log = peek(subject);
        return log == null || log.state == null || !isKnown(log) || !log.isHeardOf()
                ? Optional.empty()
                : Optional.of(reader.apply(log));
    }

    /// The last word of a complete stream; null where it has to be read again.
    ///
    /// @param found what was read again as its last word, where that was done
    @Nullable
    Event lastWord(Subject subject, @Nullable Event found) {
        StreamLog log = peek(subject);
        if (log == null || log.state == null) {
            return found; // forgotten meanwhile
        }
        Position at = log.state.lastWordAt();
        return found == null || !found.position().equals(at) ? log.state.lastWord() : found;
    }

    /// A stream to be looked at; null where nothing is known of it. It has no state where that is outdated or
    /// incomplete.
    @Nullable
    StreamLog peek(Subject subject) {
        StreamLog log = whole.get(subject);
        if (log != null) {
            return log;
        }
        QuietStream known = find(subject, context.print(subject));
        if (known == null) {
            return null;
        }
        boolean hasNoState = isUnfinished(known) || isOver(known.lastHeardAt());
        StreamLog copy = make(subject, hasNoState ? null : context.states().apply(subject));
        copy.revive(known);
        return copy;
    }

    @Override
    public CursorTrack evicted(Subject subject) {
        StreamLog log = whole.get(subject);
        if (log != null) {
            return log.evicted;
        }
        CursorTrack evicted = new CursorTrack();
        QuietStream known = find(subject, context.print(subject));
        if (known != null) {
            known.lasts().forEach(evicted::seen);
        }
        return evicted;
    }

    /// Forgets the streams whose states need not be known any more.
    void sweep() {
        for (boolean settled : List.of(true, false)) {
            for (QuietStream oldest = oldest(settled);
                    oldest != null && isOver(oldest.lastHeardAt());
                    oldest = oldest(settled)) {
                quiet.removeOldest(settled);
                raiseFloors(traces(oldest));
            }
        }
        while (!forgotten.isEmpty() && isOver(forgotten.oldestEndsAt())) {
            raiseFloors(forgotten.removeOldest());
        }
        measure();
    }

    private @Nullable QuietStream oldest(boolean settled) {
        byte[] entry = quiet.oldest(settled);
        return entry == null ? null : context.form().read(entry);
    }

    /// Forgets streams before their time: those that have been quiet for longest first, settled ones before pending
    /// ones.
    ///
    /// @param most how many bytes to set free
    /// @param share what kind of tenant it is, see [HubListener#forgotten]
    void forget(long most, HubListener.Share share) {
        long target = bytes - most;
        while (bytes > target) {
            boolean settled = quiet.oldest(true) != null;
            QuietStream oldest = oldest(settled);
            if (oldest == null) {
                return;
            }
            quiet.removeOldest(settled);
            if (forget(oldest, oldest.firstAt())) {
                context.listener().forgotten(oldest.subject().kind(), share);
            }
            measure();
        }
    }

    private boolean forget(QuietStream known, long since) {
        return forget(known.subject(), since, known.lastHeardAt(), known.lasts());
    }

    /// Keeps of a stream only that its past must be read, and that only as long as its state may be asked for.
    ///
    /// @return whether that is kept
    private boolean forget(Subject subject, long since, long lastHeardAt, List<Position> lasts) {
        if (isOver(lastHeardAt) || context.states().apply(subject) == null) {
            raiseFloors(traces(lasts, lastHeardAt));
            return false;
        }
        forgotten.add(context.print(subject), since, lastHeardAt, traces(lasts, lastHeardAt));
        return true;
    }

    /// What the fingerprints of forgotten streams take in memory.
    long forgottenBytes() {
        return forgotten.bytes();
    }

    /// Gives up the fingerprints of the oldest ten minutes. Until their time is over, any stream may be one of them.
    void forgetForgotten() {
        blindUntil = Math.max(blindUntil, forgotten.oldestEndsAt());
        raiseFloors(forgotten.removeOldest());
        measure();
    }

    /// It is not known any more where a stream was seen, so memory begins behind that place for all streams.
    private void raiseFloors(Collection<Trace> traces) {
        for (Trace trace : traces) {
            context.floors().raise(trace.last(), trace.watermark());
            context.floors().forgot(trace.watermark());
        }
    }

    private List<Trace> traces(QuietStream known) {
        return traces(known.lasts(), known.lastHeardAt());
    }

    private List<Trace> traces(List<Position> lasts, long lastHeardAt) {
        return lasts.stream().map(last -> trace(last, lastHeardAt)).toList();
    }

    /// The watermark is at most the time when the stream was heard of, plus the slack: if a partition is dated in the
    /// future, no id without a mark there would ever cover its floor again. A reader whose id is later than
    /// that has been told of the stream's last event anyway.
    private Trace trace(Position last, long heardAt) {
        long heard = heardAt + context.settings().slack().toMillis();
        return new Trace(last, Math.min(last.watermark(), heard));
    }

    private void measure() {
        long now = quiet.bytes() + forgotten.bytes();
        context.stateBytes().addAndGet(now - bytes);
        bytes = now;
    }
}
