package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.event.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything of one tenant, under one lock: its journal in the order of arrival and its streams.
final class TenantStreams {

    /// How many events a reader on its way into the present takes from memory at once.
    private static final int CHUNK = 128;

    private final HubContext context;
    private final StreamTable table;
    private final StreamSets sets;
    private final Journal journal;
    private final List<StreamLog> unflushed = new ArrayList<>();
    /// The streams of the event that is being taken in.
    private final List<StreamLog> concerned = new ArrayList<>();
    /// The same of several subjects.
    private final List<SetLog> concernedSets = new ArrayList<>();
    private boolean retired;

    TenantStreams(Tenant tenant, HubContext context) {
        this.context = context;
        this.table = new StreamTable(tenant, context);
        this.journal = new Journal(context);
        this.sets = new StreamSets(tenant, context, table, journal::weigh);
    }

    private Keeper keeper(Subject subject) {
        return SubjectSet.isSet(subject) ? sets : table;
    }

    private Keeper keeper(StreamLog log) {
        return keeper(log.key.subject());
    }

    /// What is kept of quiet streams, in bytes.
    long stateBytes() {
        return table.bytes();
    }

    /// What the journal holds.
    long bytes() {
        return journal.bytes();
    }

    /// Takes an event in. If that fails, the event's readers get it from Kafka.
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

    private void take(Event event, Facts facts, long now) {
        if (isHistory(event)) {
            fold(event, facts, now);
            return;
        }
        // what may fail comes before what must be done whole
        concerned.clear();
        for (Subject subject : event.subjects()) {
            StreamLog log = table.heardOf(subject);
            log.ring.makeRoom();
            concerned.add(log);
        }
        sets.makeRoom(event);
        long arrived = journal.add(event, concerned, now);
        long present = context.since();
        long since = context.since(event.position().watermark());
        long weight = event.weight();
        for (StreamLog log : concerned) {
            weight += log.ring.isEmpty() ? StreamLog.WEIGHT : 0;
            long its = log.since(since, present);
            log.add(event, facts, its, arrived, now);
            tell(log, event, its, now);
        }
        journal.weigh(weight);
        concernedSets.clear();
        sets.add(event, since, arrived, concernedSets);
        for (SetLog set : concernedSets) {
            tell(set, event, since, now);
        }
    }

    private void tell(StreamLog log, Event event, long since, long now) {
        if (log.audience.isEmpty()) {
            return;
        }
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

    /// Memory could not take an event: those who need it are to read it from Kafka.
    private void forgo(Event event) {
        context.floors().raise(event.position(), event.position().watermark());
        for (Subject subject : event.subjects()) {
            context.attempt("state", () -> table.mistrust(subject, event.position()));
            sets.mistrust(subject);
            StreamLog log = table.whole(subject);
            if (log != null) {
                rewind(log);
            }
            sets.of(subject).forEach(this::rewind);
        }
    }

    private void rewind(StreamLog log) {
        if (!log.audience.isEmpty()) {
            if (log.audience.isFlushed()) {
                unflushed.add(log);
            }
            log.audience.rewind();
        }
    }

    /// Whether an event is too old for the journal and no reader waits for it. Such events are read at start, so that
    /// the state of the streams is known.
    private boolean isHistory(Event event) {
        if (event.position().watermark() >= context.oldest() || sets.have(event)) {
            return false;
        }
        for (Subject subject : event.subjects()) {
            StreamLog log = table.whole(subject);
            if (log != null && log.readers > 0) {
                return false;
            }
        }
        return true;
    }

    private void fold(Event event, Facts facts, long now) {
        for (Subject subject : event.subjects()) {
            StreamLog log = table.heardOf(subject);
            log.fold(event, facts, now);
            log.evicted.seen(event.position());
            table.rest(log);
        }
    }

    /// See [StreamTable#awaitEarlier].
    synchronized void awaitEarlier() {
        table.awaitEarlier();
        sets.awaitEarlier();
    }

    /// Takes in an event from before the floors.
    synchronized void foldEarlier(Event event, Facts facts) {
        for (Subject subject : event.subjects()) {
            table.foldEarlier(subject, event, facts);
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
    synchronized long evict(Predicate<Event> more) {
        long before = journal.bytes();
        int events = 0;
        for (Event oldest = journal.oldest(); oldest != null && more.test(oldest); oldest = journal.oldest()) {
            sets.evict(oldest);
            journal.weigh(-oldest.weight());
            journal.removeOldest(this::evictFirst);
            events++;
        }
        long freed = before - journal.bytes();
        if (events > 0) {
            context.listener().evicted(events, freed);
        }
        return freed;
    }

    private void evictFirst(StreamLog log) {
        // as long as all since the floors is at hand
        table.isKnown(log);
        log.evictFirst();
        if (log.ring.isEmpty()) {
            journal.weigh(-StreamLog.WEIGHT);
            table.rest(log);
        }
    }

    /// Gives up the events that arrived before a moment.
    ///
    /// @param epochMillis the moment
    /// @return bytes set free
    synchronized long evictBefore(long epochMillis) {
        long[] left = {journal.countBefore(epochMillis)};
        return evict(event -> left[0]-- > 0);
    }

    /// Forgets streams of which nothing is worth keeping.
    ///
    /// @return whether the tenant itself may be forgotten
    synchronized boolean sweep() {
        table.sweep();
        retired = table.isEmpty() && sets.isEmpty();
        return retired;
    }

    /// Forgets streams before their time, see [StreamTable#forget].
    synchronized void forget(long most, HubListener.Share share) {
        table.forget(most, share);
    }

    /// What the fingerprints of forgotten streams take, in bytes.
    synchronized long forgottenBytes() {
        return table.forgottenBytes();
    }

    /// See [StreamTable#forgetForgotten].
    synchronized void forgetForgotten() {
        table.forgetForgotten();
    }

    /// Tells every reader that what it has not seen yet may be incomplete.
    synchronized void resetAll(ResetReason reason) {
        for (Keeper keeper : List.of(table, sets)) {
            for (StreamLog log : keeper.whole()) {
                if (!log.audience.isEmpty()) {
                    log.audience.tell(log.ring.next(), new Delivery.Reset(reason));
                    log.audience.flush(context.outbox());
                    context.listener().reset(log.key.subject().kind(), reason);
                }
            }
        }
        unflushed.clear();
        context.outbox().send(); // under the lock: who comes later is not concerned
    }

    /// Whether memory has all that a reader with this cursor may have missed of a stream.
    synchronized boolean holds(Subject subject, Cursor cursor) {
        return context.floors()
                .missing(new Replay(cursor).asked(), keeper(subject).evicted(subject))
                .isEmpty();
    }

    /// Opens a stream.
    ///
    /// @return null when the tenant was forgotten meanwhile: ask its successor
    synchronized @Nullable Opening open(Interest interest, Start start, Lane lane) {
        if (retired) {
            return null;
        }
        Keeper keeper = keeper(interest.stream().subject());
        StreamLog log = keeper.readBy(interest.stream().subject());
        if (log == null) {
            return new Opening.Full();
        }
        try {
            return open(log, interest, start, lane);
        } finally {
            keeper.rest(log);
        }
    }

    private Opening open(StreamLog log, Interest interest, Start start, Lane lane) {
        Past past = Past.of(log, start, context);
        boolean complete = keeper(log).isKnown(log) && log.isComplete(context.now());
        if (complete
                && past.mayMiss()
                && past.words() == Past.NO_WORDS
                && log.seen.coveredBy(past.cursor())
                && !standing(log, past.cursor()).isAhead()) {
            return new Opening.Over();
        }
        Subscription subscription = new Subscription(context, this, log, interest, lane, past);
        log.readers++;
        return new Opening.Open(subscription);
    }

    /// The beginning of a reader that is told nothing of the past.
    synchronized Past present(StreamLog log) {
        return Past.none(log, context);
    }

    /// One step on the way into the present, under one decision.
    ///
    /// @param from the number of the first event that the reader may not have seen
    /// @param seen what it has seen, where it may have missed what is not in memory
    /// @param wantsWord whether it is to get the last word where the stream is complete
    /// @param reader told when the state is known, where it is not; null where it goes on without
    synchronized Next next(
            StreamLog log,
            long from,
            Replay seen,
            boolean mayMiss,
            boolean wantsWord,
            Lane lane,
            Refold.@Nullable Awaiting reader) {
        boolean known = keeper(log).isKnown(log);
        if (!known && reader != null && (mayMiss || log.refold == null || !log.refold.takesLong())) {
            return unknown(log, reader, () -> keeper(log).foldings(log));
        }
        List<Position> missing = mayMiss || from < log.ring.first()
                ? context.floors().missing(seen.asked(), keeper(log).unread(log))
                : List.of();
        Next past = past(log, from, seen, missing);
        if (past != null) {
            return past;
        }
        boolean ahead = standing(log, seen.started()).isAhead();
        if (log.isComplete(context.now()) && !ahead) {
            boolean wordIsAway = log.state != null && log.state.lastWord() == null && log.state.lastWordAt() != null;
            if (wantsWord && wordIsAway && !log.wordless && reader != null) {
                return unknown(log, reader, () -> keeper(log).foldings(log));
            }
            Event word = wantsWord && log.state != null ? log.state.lastWord() : null;
            return new Next.Complete(log.seen.cursor(context.since()), word);
        }
        scheduleCompletion(log);
        Cursor present = log.seen.cursor(context.since());
        return new Next.Live(log.audience.join(lane), present, ahead || !log.isSure(context.since()));
    }

    /// The last words of those members of a set that are complete.
    ///
    /// @param from the first of the members that it is about
    /// @param past where the reader begins: what comes behind that is no last word yet
    /// @param found what was read again, where something was
    /// @param reader told when they are known, where they are not; null where it goes on without
    synchronized Next words(
            SetLog set, int from, Past past, Map<Subject, Event> found, Refold.@Nullable Awaiting reader) {
        boolean hurries = reader != null && reader.isImpatient() && set.refold != null && set.refold.takesLong();
        Refold.Awaiting waiting = hurries ? null : reader;
        if (!sets.isKnown(set) && waiting != null) {
            return unknown(set, waiting, () -> sets.foldings(set));
        }
        // members may have been read again since the reader came
        Cursor seen = past.mayMiss()
                ? past.cursor()
                : set.trackBelow(past.next())
                        .map(track -> track.cursor(past.cursor().since()))
                        .orElse(past.cursor());
        List<Next.Word> words = new ArrayList<>();
        List<Subject> away = new ArrayList<>();
        for (int i = from; i < set.members().size(); i++) {
            Subject subject = set.members().get(i);
            if (set.isComplete(i, context.now())) {
                Event word = table.lastWord(subject, found.get(subject));
                if (word == null) {
                    away.add(subject);
                } else if (seen.covers(word.position())) {
                    words.add(new Next.Word(i, word));
                }
            }
        }
        return waiting != null && !away.isEmpty()
                ? unknown(set, waiting, () -> sets.foldings(set, away))
                : new Next.Words(words, seen);
    }

    /// @param foldings what has to be found out
    private Next.Unknown unknown(StreamLog log, Refold.Awaiting reader, Supplier<List<Folding>> foldings) {
        Refold begun = null;
        Refold refold = log.refold;
        if (refold == null) {
            begun = new Refold(context, this, log, foldings.get());
            refold = begun;
            log.refold = begun;
            log.readers++;
        }
        refold.await(reader);
        return new Next.Unknown(begun);
    }

    /// Somebody asks for the state of a stream. It is read in this step where it is known.
    ///
    /// @param waiting told once it is known, where it is not
    /// @return null when the tenant was forgotten meanwhile: ask its successor
    synchronized <T> @Nullable Asked<T> ask(Subject subject, Function<StreamLog, T> reader, Refold.Awaiting waiting) {
        if (retired) {
            return null;
        }
        Keeper keeper = keeper(subject);
        if (keeper.isKnown(subject)) {
            return new Asked.Known<>(keeper.read(subject, reader));
        }
        StreamLog log = keeper.readBy(subject);
        if (log == null) {
            return new Asked.TooMany<>();
        }
        return new Asked.Waiting<>(
                unknown(log, waiting, () -> keeper.foldings(log)).begun());
    }

    /// Whether the state of a stream is known.
    synchronized boolean isKnown(Subject subject) {
        return keeper(subject).isKnown(subject);
    }

    /// One step of finding out a state.
    synchronized Refold.Step advance(Refold refold, StreamLog log, long from, Replay seen) {
        Next past = past(log, from, seen, unfolded(log, seen.asked()));
        if (past != null) {
            return new Refold.Step.Past(past);
        }
        refold.settle();
        keeper(log).recalled(log);
        reconsider(log);
        for (Folding folding : refold.foldings()) {
            sets.learned(folding);
            sets.of(folding.subject()).forEach(this::reconsider);
            StreamLog one = table.whole(folding.subject());
            if (one != null) {
                reconsider(one);
            }
        }
        return new Refold.Step.Known(over(refold));
    }

    /// Up to where a past is to be read so that the state is known. For members of a set that is where memory begins,
    /// whichever of them it is about.
    ///
    /// @param seen what has been read
    private List<Position> unfolded(StreamLog log, Cursor seen) {
        return Optional.of(log)
                .filter(one -> keeper(one) == table)
                .flatMap(table::seenBefore)
                .map(before ->
                        before.lasts().stream().filter(end -> !seen.covers(end)).toList())
                .orElseGet(() -> context.floors().missing(seen, keeper(log).unread(log)));
    }

    private void reconsider(StreamLog log) {
        if (!log.audience.isEmpty()) {
            scheduleCompletion(log);
        }
    }

    /// Stops the wait of those readers that can do without the state.
    ///
    /// @return these readers
    synchronized Set<Refold.Awaiting> hurry(Refold refold) {
        return refold.dismiss(false);
    }

    /// A reader has stopped waiting for a state.
    synchronized void leave(Subject subject, Refold.Awaiting reader) {
        StreamLog log = keeper(subject).whole(subject);
        if (log != null && log.refold != null) {
            log.refold.leave(reader);
        }
    }

    /// A state cannot be found out now.
    ///
    /// @return those who waited for it
    synchronized Set<Refold.Awaiting> giveUp(Refold refold) {
        return over(refold);
    }

    private Set<Refold.Awaiting> over(Refold refold) {
        StreamLog log = refold.log();
        if (log.refold == refold) {
            log.refold = null;
            log.readers--;
            keeper(log).rest(log);
        }
        return refold.dismiss(true);
    }

    /// What of the past comes next; null where nothing does.
    ///
    /// @param missing up to where memory does not have it
    private @Nullable Next past(StreamLog log, long from, Replay seen, List<Position> missing) {
        List<Position> unread =
                missing.stream().filter(floor -> !seen.wasRead(floor)).toList();
        if (!unread.isEmpty()) {
            return new Next.Missing(unread);
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
        return null;
    }

    /// A live reader goes back to the past.
    ///
    /// @param next the number of the first event that it was not given
    /// @return what it has seen; empty where memory no longer tells
    synchronized Optional<Cursor> retreat(StreamLog log, Audience.Group group, long next) {
        log.audience.leave(group);
        return log.seenBelow(next);
    }

    /// A reader has left.
    ///
    /// @param group its group, if it was live
    synchronized void leave(StreamLog log, Audience.@Nullable Group group) {
        log.readers--;
        if (group != null) {
            log.audience.leave(group);
        }
        keeper(log).rest(log);
    }

    /// The cursor of a live reader that has been given everything below `next`; empty while something is on its way.
    synchronized Optional<Cursor> bookmark(StreamLog log, long next) {
        return next == log.ring.next() ? Optional.of(log.seen.cursor(context.since())) : Optional.empty();
    }

    /// How many streams something is known of, or waited for.
    synchronized int size() {
        return table.size();
    }

    /// How many of them are quiet.
    synchronized int quiet() {
        return table.quiet();
    }

    /// How many streams were forgotten before their time.
    synchronized int forgotten() {
        return table.forgotten();
    }

    /// Whether a reader comes from a replica that has seen more of the stream than this one.
    synchronized boolean isAhead(StreamLog log, Cursor cursor) {
        return standing(log, cursor).isAhead();
    }

    /// Why a reader is ahead, for the log.
    synchronized String whatIsMissing(StreamLog log, Cursor cursor) {
        return standing(log, cursor).whatIsMissing();
    }

    /// See [Standing#hasCaughtUp].
    synchronized boolean hasCaughtUp(StreamLog log, long next, Cursor started) {
        return standing(log, started).hasCaughtUp(next);
    }

    private Standing standing(StreamLog log, Cursor cursor) {
        return new Standing(log, cursor, context);
    }

    /// The state of a stream together with the id from which a stream continues exactly there, under the lock.
    <T> T look(StreamLog log, BiFunction<StreamState, String, T> reader) {
        return reader.apply(Objects.requireNonNull(log.state), place(log));
    }

    /// What is known of the members of a set, under the lock.
    SetView view(StreamLog log) {
        return new SetView(place(log), new SetView.Members() {
            @Override
            public <T> Optional<T> read(Subject member, BiFunction<StreamState, String, T> reader) {
                return table.read(member, one -> look(one, reader));
            }
        });
    }

    private String place(StreamLog log) {
        long since = log.seen.isBegun() ? context.since(log.seen.watermark()) : context.since();
        return log.seen.cursor(since).encode(log.key);
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
}
