package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.SubjectSet;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One reader of one stream: first what it has missed, pulled at its own pace, then what happens, pushed to it.
///
/// A `Multi` for exactly one subscriber, who is called on the reader's [Lane] only. It completes when the stream is
/// ended; [#endedBy()] says why. What the subscriber has not asked for waits in a queue that is bounded in bytes;
/// past that the stream ends with [EndOfStream#SLOW_CONSUMER].
public final class Subscription extends AbstractMulti<Delivery> implements Flow.Subscription {

    private final HubContext context;
    private final TenantStreams streams;
    private final StreamLog log;
    private final Predicate<Event> filter;
    private final boolean lastWord;
    private final Lane lane;
    private final Past past;
    private final long openedAt;
    private final ArrayDeque<Delivery> queue = new ArrayDeque<>(0);

    /// What the reader has seen; null once it has seen exactly what its replica has.
    private @Nullable Replay replay;

    /// Whether it may have missed events that have left memory, and has not been told so.
    private boolean mayMiss;

    private Phase phase = Phase.BEHIND;
    private long next;
    private long demand;
    private long queuedBytes;
    private boolean draining;
    /// What it is told of a set before anything else; null where of nothing.
    private @Nullable SetWords words;
    /// Whether it goes on though the stream's state cannot be found out.
    private boolean stateless;
    /// Whether the last thing that happened was shown to the reader, with its id.
    private boolean knowsItsPlace;
    private @Nullable MultiSubscriber<? super Delivery> downstream;
    private volatile @Nullable EndOfStream ending;
    /// Why its lane did not take a task: nobody knows what the reader has missed.
    private volatile @Nullable Throwable stranded;
    /// Its place among the members of its group; the group's business.
    int seat;

    Subscription(HubContext context, TenantStreams streams, StreamLog log, Interest interest, Lane lane, Past past) {
        this.context = context;
        this.streams = streams;
        this.log = log;
        this.filter = interest.filter();
        this.lastWord = interest.lastWord();
        this.lane = lane;
        this.past = past;
        this.next = past.next();
        this.mayMiss = past.mayMiss();
        this.words =
                lastWord && log instanceof SetLog && past.words() != Past.NO_WORDS ? new SetWords(past.words()) : null;
        this.replay = new Replay(past.cursor());
        this.openedAt = context.now();
        if (past.reset() != null) {
            queue.add(new Delivery.Reset(past.reset()));
            context.listener().reset(kind(), past.reset());
        }
        context.listener().opened(kind());
    }

    /// Why the stream was ended; empty while it is open, and after its reader has closed it.
    public Optional<EndOfStream> endedBy() {
        return Optional.ofNullable(ending);
    }

    /// Ends the stream. Deliveries that wait for the reader are dropped; it can resume. Any thread may call.
    public void end(EndOfStream reason) {
        run(() -> finish(reason));
    }

    /// Gives a reader that is up to date a place to resume from. Any thread may call.
    public void bookmark() {
        run(() -> {
            if (phase instanceof Phase.Live && queue.isEmpty() && isWhereItsReplicaIs()) {
                streams.bookmark(log, next)
                        .ifPresent(cursor -> offer(new Delivery.Bookmark(cursor.encode(log.key), false), 0));
            }
        });
    }

    /// Looks at how far the reader is, on its lane. Any thread may call.
    ///
    /// @param told called with the id of the last delivery that the reader was handed, empty while one is on
    ///     its way, and the size of those that wait for it, in bytes
    public void look(BiConsumer<Optional<String>, Long> told) {
        run(() -> {
            Replay seen = replay;
            Optional<Cursor> place = seen == null ? streams.bookmark(log, next) : Optional.of(seen.cursor());
            told.accept(place.map(cursor -> cursor.encode(log.key)), queuedBytes);
        });
    }

    /// What it is a stream of.
    public StreamKey stream() {
        return log.key;
    }

    @Override
    public void subscribe(MultiSubscriber<? super Delivery> subscriber) {
        run(() -> {
            if (downstream != null) {
                Subscriptions.fail(subscriber, new IllegalStateException("a subscription is for one subscriber"));
                return;
            }
            downstream = subscriber;
            subscriber.onSubscribe(this);
            drain();
        });
    }

    @Override
    public void request(long count) {
        run(() -> {
            if (count <= 0) {
                fail(new IllegalArgumentException("request(" + count + ")"));
                return;
            }
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            drain();
        });
    }

    @Override
    public void cancel() {
        run(() -> {
            if (leave()) {
                context.listener().left(kind());
            }
        });
    }

    /// A batch of live deliveries, on the lane. A failure ends this reader's stream and no other.
    void accept(List<Audience.Numbered> batch) {
        try {
            Throwable missed = stranded;
            if (missed == null) {
                take(batch);
            } else {
                fail(missed);
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private void take(List<Audience.Numbered> batch) {
        for (Audience.Numbered one : batch) {
            if (!(phase instanceof Audience.Group) || ending != null) {
                return;
            }
            switch (one.delivery()) {
                case Delivery.Message message -> acceptLive(one.number(), message);
                case Delivery.Reset reset -> offer(reset, 0);
                case Delivery.Bookmark bookmark -> offer(bookmark, 0);
            }
        }
    }

    /// Goes back to the past, on the lane: an event did not get here. If memory has given it up meanwhile, the stream
    /// ends, and its client comes back for it.
    void rewind() {
        run(() -> {
            if (!(phase instanceof Audience.Group left) || ending != null) {
                return;
            }
            Optional<Cursor> seen = streams.retreat(log, left, next);
            phase = Phase.BEHIND;
            left.remove(this);
            if (seen.isEmpty() && replay == null) {
                finish(EndOfStream.SLOW_CONSUMER);
                return;
            }
            replay = replay == null ? new Replay(seen.orElseThrow()) : replay;
            mayMiss = true;
            stateless = false;
            drain();
        });
    }

    /// The lane takes tasks again.
    void unstrand() {
        run(() -> {});
    }

    /// Ends the stream, on the lane. After a completion the reader still gets the deliveries that wait for it.
    private void finish(EndOfStream reason) {
        if (isOver() || ending != null) {
            return;
        }
        ending = reason;
        if (reason == EndOfStream.COMPLETED) {
            if (!knowsItsPlace) {
                // its filter hid the last event: with its own last id it would come back for it
                Optional<Cursor> place = replay == null ? streams.bookmark(log, next) : Optional.of(replay.cursor());
                place.ifPresent(cursor -> queue.add(new Delivery.Bookmark(cursor.encode(log.key), false)));
            }
            drain();
        } else {
            complete();
        }
    }

    /// Looks whether the reader's cursor speaks of records that should have come and have not. Any thread may call.
    ///
    /// @param completeAsOf records that Kafka took before this moment were given to the reader's lane before this
    ///     task, epoch ms
    void checkAhead(long completeAsOf) {
        run(() -> {
            boolean shouldHaveCome = completeAsOf > openedAt + HubContext.LAG_MILLIS;
            Replay seen = replay;
            if (phase instanceof Phase.Live && seen != null && shouldHaveCome && streams.isAhead(log, seen.started())) {
                replay = null;
                context.caughtUp(this);
                ResetReason reason = context.floors().reasonFor(seen.started());
                context.listener().neverCame(kind(), () -> streams.whatIsMissing(log, seen.started()));
                context.listener().reset(kind(), reason);
                offer(new Delivery.Reset(reason), 0);
            }
        });
    }

    private void acceptLive(long number, Delivery.Message shared) {
        if (number < next) {
            return;
        }
        if (number > next) {
            rewind();
            return;
        }
        next = number + 1;
        Delivery.Message message = shared;
        if (replay != null) {
            if (!replay.pass(shared.event().position())) {
                return;
            }
            message = replay.message(log.key, shared.event(), shared.since());
            isWhereItsReplicaIs();
        }
        knowsItsPlace = filter.test(message.event());
        if (knowsItsPlace) {
            offer(message, message.event().weight());
        }
    }

    /// Whether the reader has seen exactly what the replica has. Once it has, that stays so.
    private boolean isWhereItsReplicaIs() {
        if (replay != null && streams.hasCaughtUp(log, next, replay.started())) {
            replay = null;
            context.caughtUp(this);
        }
        return replay == null;
    }

    private void offer(Delivery delivery, int weight) {
        if (demand > 0 && queue.isEmpty() && !draining) {
            emit(delivery);
            return;
        }
        queue.add(delivery);
        queuedBytes += weight;
        if (queuedBytes > context.settings().queueBytes()) {
            finish(EndOfStream.SLOW_CONSUMER);
        } else {
            drain();
        }
    }

    private void drain() {
        if (draining || downstream == null) {
            return;
        }
        draining = true;
        try {
            while (!isOver()) {
                if (!queue.isEmpty()) {
                    if (demand == 0) {
                        return;
                    }
                    emit(queue.remove());
                } else if (ending != null) {
                    complete();
                } else if (phase instanceof Phase.Behind && demand > 0) {
                    queuedBytes = 0;
                    advance();
                } else {
                    queuedBytes = 0;
                    if (!(phase instanceof Phase.Recalling(PastReader reading)) || demand == 0 || !reading.more()) {
                        return;
                    }
                    // what history had at hand has come meanwhile
                }
            }
        } finally {
            draining = false;
        }
    }

    private void emit(Delivery delivery) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        if (delivery instanceof Delivery.Message message && queuedBytes > 0) {
            queuedBytes = Math.max(0, queuedBytes - message.event().weight());
        }
        if (downstream != null) {
            downstream.onItem(delivery);
        }
    }

    private void advance() {
        Replay seen = Objects.requireNonNull(replay);
        switch (next(seen)) {
            case Next.Missing(List<Position> until) -> {
                PastReader reading = new PastReader(
                        new PastListener(seen, until), context.settings().queueBytes());
                phase = new Phase.Recalling(reading);
                reading.read(context.history().read(log.key, seen.asked(), until, past.lenient()));
            }
            case Next.Events(List<Next.Remembered> events, long after) -> {
                next = after;
                for (Next.Remembered one : events) {
                    if (seen.pass(one.event().position())) {
                        show(seen.message(log.key, one.event(), one.since()));
                    }
                }
            }
            case Next.Live(Audience.Group joined, Cursor present, boolean ahead) -> {
                phase = joined;
                joined.add(this);
                Cursor here = ahead ? seen.cursor() : present;
                if (ahead) {
                    context.ahead(this);
                } else {
                    replay = null;
                    context.caughtUp(this);
                }
                queue.add(new Delivery.Bookmark(here.encode(log.key), true));
                knowsItsPlace = true;
            }
            case Next.Words(List<Next.Word> all, Cursor place) -> showWords(all, place);
            case Next.Unknown(Refold begun) -> {
                phase = Phase.WAITING;
                if (begun != null) {
                    begun.start();
                }
            }
            case Next.Complete(Cursor end, Event lastWord) -> {
                if (lastWord != null) {
                    show(Delivery.Message.word(log.key, lastWord, past.cursor()));
                }
                if (!knowsItsPlace) {
                    // so that a reader who was shown nothing, or not the last of it, is told "over" when it comes
                    // back
                    queue.add(new Delivery.Bookmark(end.encode(log.key), false));
                }
                ending = EndOfStream.COMPLETED;
            }
        }
    }

    private Next next(Replay seen) {
        Waiter waiter = stateless ? null : new Waiter(this);
        SetWords wanted = words;
        if (wanted != null && log instanceof SetLog set) {
            return streams.words(set, wanted.first(), past, wanted.found(), wanted.maySearch() ? waiter : null);
        }
        boolean wantsWord = lastWord && !past.mayMiss() && next == past.next();
        return streams.next(log, next, seen, mayMiss, wantsWord, lane, waiter);
    }

    /// The last word's id is the reader's place; those before it say that there are more to come.
    private void showWords(List<Next.Word> all, Cursor place) {
        words = null;
        replay = new Replay(place);
        List<Next.Word> shown =
                all.stream().filter(word -> filter.test(word.event())).toList();
        for (int i = 0; i < shown.size(); i++) {
            Next.Word word = shown.get(i);
            boolean last = i == shown.size() - 1;
            StreamKey stream = last ? log.key : SubjectSet.word(log.key, word.member());
            queue.add(Delivery.Message.word(stream, word.event(), place));
            knowsItsPlace = last;
        }
    }

    /// The past cannot be told: from here on it is as a new reader without a past.
    private void lose(ResetReason reason) {
        context.listener().reset(kind(), reason);
        queue.add(new Delivery.Reset(reason));
        mayMiss = false;
        words = null;
        Past present = streams.present(log);
        replay = new Replay(present.cursor());
        next = present.next();
    }

    /// Waits for the stream's state.
    private record Waiter(Subscription reader) implements Refold.Awaiting {

        @Override
        public void look(StreamLog log) {
            Refold refold = log.refold;
            SetWords wanted = reader.words;
            if (refold != null && wanted != null) {
                wanted.find(refold.words());
            }
        }

        @Override
        public void known() {
            reader.run(() -> reader.goOn(null));
        }

        @Override
        public void lost(ResetReason reason) {
            reader.run(() -> reader.goOn(reason));
        }

        /// A reader that wants nothing of the past can do without the state.
        @Override
        public boolean isImpatient() {
            return !reader.past.mayMiss();
        }
    }

    /// It has waited for the stream's state.
    ///
    /// @param lost why that cannot be found out; null where it can
    private void goOn(@Nullable ResetReason lost) {
        if (!(phase instanceof Phase.Waiting)) {
            return;
        }
        phase = Phase.BEHIND;
        if (lost != null) {
            stateless = true;
            if (mayMiss) {
                lose(lost);
            }
        }
        drain();
    }

    private void show(Delivery.Message message) {
        knowsItsPlace = filter.test(message.event());
        if (knowsItsPlace) {
            queue.add(message);
        }
    }

    private void complete() {
        MultiSubscriber<? super Delivery> subscriber = downstream;
        EndOfStream reason = ending;
        if (leave() && reason != null) {
            context.listener().ended(kind(), reason);
        }
        if (subscriber != null) {
            subscriber.onCompletion();
        }
    }

    /// Something threw: ends the stream without one of the reasons. The client comes back with the last id that it got.
    private void fail(Throwable failure) {
        context.failed("reader", failure);
        MultiSubscriber<? super Delivery> subscriber = downstream;
        if (leave()) {
            context.listener().left(kind());
            if (subscriber != null) {
                context.attempt("reader", () -> subscriber.onFailure(failure));
            }
        }
    }

    private boolean leave() {
        if (isOver()) {
            return false;
        }
        Phase before = phase;
        phase = Phase.OVER;
        queue.clear();
        context.caughtUp(this);
        switch (before) {
            case Phase.Recalling(PastReader reading) -> context.attempt("reader", reading::stop);
            case Phase.Waiting() -> streams.leave(log.key.subject(), new Waiter(this));
            case Audience.Group group -> context.attempt("reader", () -> group.remove(this));
            case Phase.Behind() -> {}
            case Phase.Over() -> {}
        }
        streams.leave(log, before instanceof Audience.Group group ? group : null);
        return true;
    }

    private boolean isOver() {
        return phase instanceof Phase.Over;
    }

    /// Does something on the lane. Where the lane does not take it, the stream ends as soon as it takes anything again.
    private void run(Runnable task) {
        if (lane.isCurrent()) {
            guard(task);
            return;
        }
        try {
            lane.execute(() -> guard(task));
        } catch (RuntimeException refused) {
            stranded = refused;
            context.stranded(this);
        }
    }

    private void guard(Runnable task) {
        try {
            Throwable missed = stranded;
            if (missed == null) {
                task.run();
            } else {
                fail(missed);
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private String kind() {
        return log.key.subject().kind();
    }

    /// Passes on the past that history tells.
    private final class PastListener implements PastReader.Listener {

        private final Replay seen;
        private final List<Position> until;

        PastListener(Replay seen, List<Position> until) {
            this.seen = seen;
            this.until = until;
        }

        @Override
        public void recalled(Event event) {
            if (seen.passRecalled(event.position())) {
                show(seen.message(log.key, event));
            }
            drain();
        }

        @Override
        public void lost(ResetReason reason) {
            lose(reason);
            over();
        }

        @Override
        public void told() {
            seen.readUntil(until);
            over();
        }

        @Override
        public void run(Runnable task) {
            Subscription.this.run(task);
        }

        @Override
        public void drain() {
            Subscription.this.drain();
        }

        private void over() {
            phase = Phase.BEHIND;
            Subscription.this.drain();
        }
    }
}
