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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Everything of one tenant, under one lock: its journal in the order of arrival and its streams.
final class TenantStreams {

    /// How many events a reader on its way into the present takes from memory at once.
    private static final int CHUNK = 128;

    private final Tenant tenant;
    private final HubContext context;
    private final ArrayDeque<Event> journal = new ArrayDeque<>();

    /// The streams of the journal's events, in the same order: so nothing has to be looked up when an event leaves.
    private final ArrayDeque<StreamLog> journalled = new ArrayDeque<>();

    private final ArrivalTimes arrivals = new ArrivalTimes();
    private final Map<Subject, StreamLog> logs = new HashMap<>();
    private final List<StreamLog> unflushed = new ArrayList<>();
    private volatile long bytes;
    /// How many of the streams are waited for and were never heard of.
    private int awaited;

    private boolean retired;

    TenantStreams(Tenant tenant, HubContext context) {
        this.tenant = tenant;
        this.context = context;
    }

    /// What the journal holds.
    long bytes() {
        return bytes;
    }

    /// Takes an event in. Where that fails, its readers get it from Kafka.
    ///
    /// @param now epoch ms
    /// @return whether readers wait for a [#flush()]
    synchronized boolean publish(Event event, Facts facts, long now) {
        try {
            take(event, facts, now);
        } catch (Throwable failure) {
            context.failed("publish", failure);
            forgo(event);
        }
        return !unflushed.isEmpty();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only, read by anyone
    private void take(Event event, Facts facts, long now) {
        if (isHistory(event)) {
            fold(event, facts, now);
            return;
        }
        // what may fail comes before what must be done whole
        List<StreamLog> concerned = event.subjects().stream().map(this::log).toList();
        concerned.forEach(log -> log.ring.makeRoom());
        journal.add(event);
        journalled.addAll(concerned);
        bytes += event.weight();
        arrivals.added(now);
        long since = context.since(event.position().watermark());
        for (StreamLog log : concerned) {
            log.add(event, facts, since, now);
            if (!log.audience.isEmpty()) {
                tell(log, event, since, now);
            }
        }
    }

    private void tell(StreamLog log, Event event, long since, long now) {
        if (log.audience.isFlushed()) {
            unflushed.add(log);
        }
        try {
            Cursor cursor = log.seen.cursor(since);
            log.audience.tell(log.ring.next() - 1, new Delivery.Message(log.key, event, cursor));
            context.listener().delivered(log.key.subject().kind(), log.audience.size());
            endIfComplete(log, now);
        } catch (Throwable failure) {
            context.failed("tell", failure);
            log.audience.rewind();
        }
    }

    /// Has an event that memory could not take read from Kafka by whoever needs it.
    private void forgo(Event event) {
        context.floors().raise(event.position(), event.position().watermark());
        for (Subject subject : event.subjects()) {
            StreamLog log = logs.get(subject);
            if (log != null && !log.audience.isEmpty()) {
                if (log.audience.isFlushed()) {
                    unflushed.add(log);
                }
                log.audience.rewind();
            }
        }
    }

    /// Whether an event is too old for the journal and nobody waits for it: one of those that are read at start so
    /// that the state of the streams is known.
    private boolean isHistory(Event event) {
        if (event.position().watermark() >= context.oldest()) {
            return false;
        }
        for (Subject subject : event.subjects()) {
            if (!log(subject).audience.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void fold(Event event, Facts facts, long now) {
        for (Subject subject : event.subjects()) {
            StreamLog log = log(subject);
            log.fold(event, facts, now);
            log.evicted.seen(event.position());
        }
    }

    /// Puts what its readers wait for into the outbox.
    synchronized void flush() {
        unflushed.forEach(log -> context.attempt("flush", () -> log.audience.flush(context.outbox())));
        unflushed.clear();
    }

    /// Gives up events from the oldest on, while `more` says so of the oldest.
    ///
    /// @return bytes set free
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only, read by anyone
    synchronized long evict(Predicate<Event> more) {
        long freed = 0;
        int events = 0;
        for (Event oldest = journal.peek(); oldest != null && more.test(oldest); oldest = journal.peek()) {
            journal.remove();
            for (int i = oldest.subjects().size(); i > 0; i--) {
                journalled.remove().evictFirst();
            }
            freed += oldest.weight();
            events++;
        }
        bytes -= freed;
        arrivals.removed(events);
        if (events > 0) {
            context.listener().evicted(events, freed);
        }
        return freed;
    }

    /// Gives up the events that arrived before a moment.
    ///
    /// @param epochMillis the moment
    /// @return bytes set free
    synchronized long evictBefore(long epochMillis) {
        long[] left = {arrivals.before(epochMillis)};
        return evict(event -> left[0]-- > 0);
    }

    /// Forgets streams of which nothing is worth keeping.
    ///
    /// @return whether the tenant itself may be forgotten
    synchronized boolean sweep() {
        logs.values().removeIf(log -> {
            boolean gone = log.isForgettable(
                    context.now(), context.settings().stateAge().toMillis());
            if (gone) {
                raiseFloors(log);
            }
            return gone;
        });
        retired = logs.isEmpty();
        return retired;
    }

    /// Where a partition is dated in the future, no id without a mark there would ever cover its floor again. Whoever
    /// got an id clearly later than the stream's last event has been told of that one all the same.
    private void raiseFloors(StreamLog log) {
        long heard = log.lastEventAt() + context.settings().slack().toMillis();
        for (Position last : log.evicted.lasts()) {
            context.floors().raise(last, Math.min(last.watermark(), heard));
        }
    }

    /// Tells every reader that what it has not seen yet may be incomplete.
    synchronized void resetAll(ResetReason reason) {
        for (StreamLog log : logs.values()) {
            if (!log.audience.isEmpty()) {
                log.audience.tell(log.ring.next(), new Delivery.Reset(reason));
                log.audience.flush(context.outbox());
                context.listener().reset(log.key.subject().kind(), reason);
            }
        }
        unflushed.clear();
        context.outbox().send(); // under the lock: who comes later is not concerned
    }

    /// Whether memory has all that a reader with this cursor may have missed of a stream.
    synchronized boolean holds(Subject subject, Cursor cursor) {
        StreamLog log = logs.get(subject);
        return context.floors()
                .missing(new Replay(cursor).asked(), log == null ? new CursorTrack() : log.evicted)
                .isEmpty();
    }

    /// Opens a stream.
    ///
    /// @return null when the tenant was forgotten meanwhile: ask its successor
    synchronized @Nullable Opening open(Interest interest, Start start, Lane lane) {
        if (retired) {
            return null;
        }
        Subject subject = interest.stream().subject();
        if (!logs.containsKey(subject) && !mayAwait()) {
            return new Opening.Full();
        }
        StreamLog log = awaited(subject);
        try {
            return open(log, interest, start, lane);
        } finally {
            forgetUnheard(log);
        }
    }

    private Opening open(StreamLog log, Interest interest, Start start, Lane lane) {
        Past past = Past.of(log, start, context);
        boolean complete = log.isComplete(context.now());
        if (complete && past.mayMiss() && log.seen.coveredBy(past.cursor()) && !isAhead(log, past.cursor())) {
            return new Opening.Over();
        }
        Event lastWord = log.state == null || !interest.lastWord() ? null : log.state.lastWord();
        Delivery.Message farewell = complete && !past.mayMiss() && lastWord != null
                ? new Delivery.Message(log.key, lastWord, past.cursor())
                : null;
        Subscription subscription = new Subscription(context, this, log, interest, lane, past, farewell);
        log.readers++;
        return new Opening.Open(subscription);
    }

    /// Where a reader begins that is not to be told of the past.
    synchronized Past present(StreamLog log) {
        return Past.none(log, context);
    }

    /// One step on the way into the present, under one decision.
    ///
    /// @param from the number of the first event that the reader may not have seen
    /// @param seen what it has seen, where it may have missed what is not in memory
    synchronized Next next(StreamLog log, long from, Replay seen, boolean mayMiss, Lane lane) {
        if (mayMiss || from < log.ring.first()) {
            List<Position> missing = context.floors().missing(seen.asked(), log.evicted).stream()
                    .filter(floor -> !seen.wasRead(floor))
                    .toList();
            if (!missing.isEmpty()) {
                return new Next.Missing(missing);
            }
        }
        long number = Math.max(from, log.ring.first());
        if (number < log.ring.next()) {
            List<Next.Remembered> events = new ArrayList<>();
            long weight = 0;
            for (; number < log.ring.next() && events.size() < CHUNK; number++) {
                Event event = log.ring.get(number);
                weight += event.weight();
                if (weight > context.settings().queueBytes() && !events.isEmpty()) {
                    break;
                }
                events.add(new Next.Remembered(event, log.ring.since(number)));
            }
            return new Next.Events(events, number);
        }
        boolean ahead = isAhead(log, seen.started());
        if (log.isComplete(context.now()) && !ahead) {
            return new Next.Complete(log.seen.cursor(context.since()));
        }
        scheduleCompletion(log);
        Cursor present = log.seen.cursor(context.since());
        return new Next.Live(log.audience.join(lane), present, ahead);
    }

    /// A live reader goes back to the past.
    ///
    /// @param next the number of the first event that it was not given
    /// @return what it has seen; empty where memory no longer tells
    synchronized Optional<Cursor> retreat(StreamLog log, Audience.Group group, long next) {
        log.audience.leave(group);
        return log.seenBelow(next);
    }

    /// A reader is gone; `group` where it had become live.
    synchronized void leave(StreamLog log, Audience.@Nullable Group group) {
        log.readers--;
        if (group != null) {
            log.audience.leave(group);
        }
        forgetUnheard(log);
    }

    /// Whoever may ask for any id must not fill memory with streams that do not exist.
    private void forgetUnheard(StreamLog log) {
        if (log.readers == 0 && log.seen.isEmpty() && logs.remove(log.key.subject(), log)) {
            heard(log);
        }
    }

    private boolean mayAwait() {
        HubSettings.Awaited bounds = context.settings().awaited();
        return awaited < bounds.perTenant() && context.awaited().get() < bounds.inAll();
    }

    private StreamLog awaited(Subject subject) {
        StreamLog known = logs.get(subject);
        if (known != null) {
            return known;
        }
        StreamLog begun = begin(subject);
        begun.awaited = true;
        awaited++;
        context.awaited().incrementAndGet();
        return begun;
    }

    /// A stream is none of those any more of which nothing was ever heard.
    private void heard(StreamLog log) {
        if (log.awaited) {
            log.awaited = false;
            awaited--;
            context.awaited().decrementAndGet();
        }
    }

    /// The cursor of a live reader that has been given everything below `next`; empty while something is on its way.
    synchronized Optional<Cursor> bookmark(StreamLog log, long next) {
        return next == log.ring.next() ? Optional.of(log.seen.cursor(context.since())) : Optional.empty();
    }

    /// How many streams something is known of, or waited for.
    synchronized int size() {
        return logs.size();
    }

    /// Whether a reader comes from a replica that has seen more of the stream than this one.
    synchronized boolean isAhead(StreamLog log, Cursor cursor) {
        return cursor.since() > context.horizon()
                // all that was there has passed by, and has not told what they mean
                || cursor.hasHints()
                || cursor.marks().stream()
                        .anyMatch(mark ->
                                !log.seen.reached(mark) && !context.floors().liesBelow(mark));
    }

    /// Whether a reader that was ahead, and has been given everything below `next`, is ahead no more. What is still
    /// on its way to the reader does not count: its ids would not speak of what the reader has.
    synchronized boolean hasCaughtUp(StreamLog log, long next, Cursor started) {
        return next == log.ring.next() && !isAhead(log, started);
    }

    /// Reads the state of a stream together with the id from which a stream continues exactly there.
    ///
    /// @return empty when nothing was ever heard of it
    synchronized <T> Optional<T> read(Subject subject, BiFunction<StreamState, String, T> reader) {
        StreamLog log = logs.get(subject);
        if (log == null || log.state == null || log.seen.isEmpty()) {
            return Optional.empty();
        }
        long since = context.since(log.seen.watermark());
        return Optional.of(reader.apply(log.state, log.seen.cursor(since).encode(log.key)));
    }

    synchronized void completeIfDue(StreamLog log) {
        log.dueAt = StreamState.OPEN;
        if (!log.audience.isEmpty()) {
            endIfComplete(log, context.now());
            log.audience.flush(context.outbox());
            context.outbox().send(); // under the lock: who comes later is not concerned
        }
    }

    private void endIfComplete(StreamLog log, long now) {
        if (log.isComplete(now)) {
            log.audience.end(EndOfStream.COMPLETED);
        } else {
            scheduleCompletion(log);
        }
    }

    private void scheduleCompletion(StreamLog log) {
        long at = log.completeAt();
        if (at < log.dueAt) {
            log.dueAt = at;
            context.completions().add(new HubContext.Completion(at, this, log));
        }
    }

    /// The stream of an event.
    private StreamLog log(Subject subject) {
        StreamLog known = logs.get(subject);
        if (known == null) {
            return begin(subject);
        }
        heard(known);
        return known;
    }

    private StreamLog begin(Subject subject) {
        return logs.computeIfAbsent(
                subject,
                key -> new StreamLog(
                        new StreamKey(tenant, key),
                        new CursorTrack(context.floors()::knownSince),
                        context.states().apply(key),
                        context.listener()));
    }
}
