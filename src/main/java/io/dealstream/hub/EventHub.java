package io.dealstream.hub;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Takes in events and brings each to the readers whose stream it belongs to.
///
/// One thread, the intake's, calls [#begins], [#publish], [#horizon], [#completeAsOf] and [#tick]; any thread may call
/// the rest.
public final class EventHub {

    /// How many events may wait for the end of the intake's batch before they are sent on.
    private static final int FLUSH_AT = 256;
    /// How much is given up at once when the journals are full: one part in so many.
    private static final long EVICTION_PARTS = 64;
    /// The same when too much is kept of quiet streams.
    private static final long FORGETTING_PARTS = 256;

    private final HubContext context;
    private final Map<Tenant, TenantStreams> tenants = new ConcurrentHashMap<>();
    private final List<TenantStreams> unflushed = new ArrayList<>();
    private int unsent;
    private long completeAsOf = Long.MIN_VALUE;

    /// @param states makes the state of a stream from its subject; null for subjects whose events add up to nothing
    public EventHub(
            HubSettings settings,
            InstantSource clock,
            Function<Subject, @Nullable StreamState> states,
            History history,
            HubListener listener) {
        this.context = new HubContext(settings, clock, states, history, listener);
    }

    /// Memory of a partition begins behind `floor`: records at or before it are not taken in. To be called before the
    /// partition's first event. If it is called again, the records between were lost, and open streams are told so.
    ///
    /// @param floor its watermark is the greatest that an earlier record can have
    public void begins(Position floor) {
        if (context.floors().begin(floor)) {
            flush();
            tenants.values().forEach(streams -> context.attempt("begins", () -> streams.resetAll(ResetReason.EXPIRED)));
        }
    }

    /// Takes in the next event. Readers have it at the latest after the next [#horizon]. An event that is older
    /// than the journal's age counts for the state of its streams, and is kept in memory only while readers wait
    /// for it.
    public void publish(Event event, Facts facts) {
        context.listener().published(event.type());
        long now = context.now();
        TenantStreams streams = streams(event.tenant());
        if (streams.publish(notLaterThan(now, event), facts, now)) {
            unflushed.add(streams);
        }
        if (++unsent == FLUSH_AT) {
            flush();
        }
        if (context.journalBytes().get() > context.settings().journalBytes()) {
            evictLargest();
        }
    }

    /// Memory begins in the middle of what counts: events from before the partitions' floors are still to come, by
    /// [#foldEarlier]. Until [#earlierDone], a stream that nothing is known of may have a past all the same.
    ///
    /// @param since epoch ms: what is older does not count
    public void awaitEarlier(long since) {
        context.earlierSince(since);
        // what was taken in meanwhile may not be all
        tenants.values().forEach(TenantStreams::awaitEarlier);
    }

    /// Takes in an event that stands at or before its partition's floor: it counts for the state of its streams only.
    /// Each partition's come in order; one thread at a time calls.
    public void foldEarlier(Event event, Facts facts) {
        TenantStreams streams = streams(event.tenant());
        context.attempt("earlier", () -> streams.foldEarlier(notLaterThan(context.now(), event), facts));
        boundStates();
    }

    /// All events from before the floors have been taken in.
    public void earlierDone() {
        context.earlierSince(Long.MAX_VALUE);
    }

    /// The end of a batch.
    ///
    /// @param epochMillis every record with an earlier watermark has been taken in, in every partition
    public void horizon(long epochMillis) {
        context.horizon(epochMillis);
        flush();
    }

    /// How far Kafka's own time has come, which no producer's clock can set forward.
    ///
    /// @param epochMillis what Kafka took before this moment has been taken in, in every partition, whatever its
    ///     timestamp
    public void completeAsOf(long epochMillis) {
        completeAsOf = Math.max(completeAsOf, epochMillis);
    }

    /// Looks after what time alone changes: streams that become complete, events that grow old, streams to forget.
    /// To be called about once a second, by the intake's thread.
    public void tick() {
        completeDue();
        boundStates();
        context.recalling().stream().filter(Refold::takesLong).forEach(Refold::hurry);
        // as of now, since a lane may do it late: all that was taken in by now is on its way to the lane before
        long asOf = completeAsOf;
        context.ahead().forEach(reader -> reader.checkAhead(asOf));
        context.stranded().forEach(Subscription::unstrand);
        long oldest = context.oldest();
        for (TenantStreams streams : tenants.values()) {
            context.attempt("evict", () -> streams.evictBefore(oldest));
        }
    }

    /// Forgets streams that nothing was heard of for longer than their state is kept. To be called about once a
    /// minute, by the intake's thread.
    public void sweep() {
        tenants.values().removeIf(streams -> {
            boolean[] forgotten = {false};
            context.attempt("sweep", () -> forgotten[0] = streams.sweep());
            return forgotten[0];
        });
    }

    /// Opens a stream. The answer's subscription begins to flow when it is subscribed to, on the lane.
    public Opening open(Interest interest, Start start, Lane lane) {
        Opening opening = null;
        while (opening == null) {
            opening = streams(interest.stream().tenant()).open(interest, start, lane);
        }
        return opening;
    }

    /// From when on a reader's past must be read from Kafka, epoch ms; empty where memory has all of it. Costs little.
    public OptionalLong missingSince(StreamKey stream, Start start) {
        return Past.cursor(start, context)
                .filter(cursor -> !streams(stream.tenant()).holds(stream.subject(), cursor))
                .map(cursor -> OptionalLong.of(cursor.since()))
                .orElseGet(OptionalLong::empty);
    }

    /// Whether the state of a stream can be told without reading its past again.
    boolean isKnown(StreamKey stream) {
        return streams(stream.tenant()).isKnown(stream.subject());
    }

    /// Whether the stream may be over for a reader that begins there, and its state is not known yet, see [#know].
    public boolean mayBeOver(StreamKey stream, Start start) {
        return Past.cursor(start, context).isPresent() && !isKnown(stream);
    }

    /// Finds out the state of a stream, where it is not known: because the stream was forgotten for want of memory,
    /// or because what lies before the floors is still being read. Answers at once where it is known.
    ///
    /// @return fails with [History.LostPast] where it cannot be found out, also because too many states are being
    ///     found out
    public Uni<Void> know(StreamKey stream) {
        return lookWhenKnown(stream, (streams, log) -> true).replaceWithVoid();
    }

    /// Reads a stream's state and the id from which a stream continues exactly there, in one step, once the state is
    /// known, see [#know].
    ///
    /// @param reader called under a lock: must be quick
    /// @return empty when nothing was ever heard of the stream, or its events add up to nothing
    public <T> Uni<Optional<T>> recall(StreamKey stream, BiFunction<StreamState, String, T> reader) {
        return lookWhenKnown(stream, (streams, log) -> streams.look(log, reader));
    }

    /// Reads the states of the members of a set and the id from which a stream of it continues exactly there, in one
    /// step, once they are known, see [#know].
    ///
    /// @param set see [io.dealstream.event.SubjectSet]
    /// @param reader called under a lock: must be quick
    public <T> Uni<Optional<T>> recallAll(StreamKey set, Function<SetView, T> reader) {
        return lookWhenKnown(set, (streams, log) -> reader.apply(streams.view(log)));
    }

    private <T> Uni<Optional<T>> lookWhenKnown(StreamKey stream, BiFunction<TenantStreams, StreamLog, T> reader) {
        return Uni.createFrom().emitter(emitter -> {
            Asked<T> asked = null;
            while (asked == null) {
                asked = ask(stream, reader, emitter);
            }
        });
    }

    private <T> @Nullable Asked<T> ask(
            StreamKey stream, BiFunction<TenantStreams, StreamLog, T> reader, UniEmitter<? super Optional<T>> emitter) {
        TenantStreams streams = streams(stream.tenant());
        Function<StreamLog, T> look = log -> reader.apply(streams, log);
        Asking<T> asking = new Asking<>(look, emitter);
        Asked<T> asked = streams.ask(stream.subject(), look, asking);
        switch (asked) {
            case Asked.Known<T>(Optional<T> found) -> emitter.complete(found);
            case Asked.TooMany<T>() -> asking.lost(ResetReason.EXPIRED);
            case Asked.Waiting<T>(Refold begun) -> {
                emitter.onTermination(() -> streams.leave(stream.subject(), asking));
                if (begun != null) {
                    begun.start();
                }
            }
            case null -> {}
        }
        return asked;
    }

    /// Somebody who asks for the state of a stream.
    private static final class Asking<T> implements Refold.Awaiting {

        private final Function<StreamLog, T> reader;
        private final UniEmitter<? super Optional<T>> emitter;
        private Optional<T> seen = Optional.empty();

        Asking(Function<StreamLog, T> reader, UniEmitter<? super Optional<T>> emitter) {
            this.reader = reader;
            this.emitter = emitter;
        }

        /// The stream may be forgotten again before it could be asked for.
        @Override
        public void look(StreamLog log) {
            seen = Optional.of(reader.apply(log));
        }

        @Override
        public void known() {
            emitter.complete(seen);
        }

        @Override
        public void lost(ResetReason reason) {
            emitter.fail(new History.LostPast(reason));
        }

        @Override
        public boolean isImpatient() {
            return false;
        }
    }

    /// What quiet and forgotten streams take in memory, in bytes.
    public long stateBytes() {
        return context.stateBytes().get();
    }

    /// How many streams are quiet.
    public int quietStreams() {
        return tenants.values().stream().mapToInt(TenantStreams::quiet).sum();
    }

    /// How many streams were forgotten before their time.
    public int forgottenStreams() {
        return tenants.values().stream().mapToInt(TenantStreams::forgotten).sum();
    }

    /// How many streams' pasts are being read again for their state.
    public int refolds() {
        return context.recalling().size();
    }

    /// What the journals hold, in bytes.
    public long journalBytes() {
        return context.journalBytes().get();
    }

    /// How many subjects the sets have that are read.
    public int members() {
        return context.members().get();
    }

    /// How many streams something is known of, or waited for.
    public int knownStreams() {
        return tenants.values().stream().mapToInt(TenantStreams::size).sum();
    }

    /// How many tenants something is known of, or waited for.
    public int knownTenants() {
        return tenants.size();
    }

    /// How many streams may become complete by time alone.
    public int completionsDue() {
        return context.completions().size();
    }

    /// How many readers have seen more than this replica, or say so.
    public int readersAhead() {
        return context.ahead().size();
    }

    private void completeDue() {
        long now = context.now();
        // other threads add to it: what is looked at is what is taken
        for (HubContext.Completion next = context.completions().poll();
                next != null;
                next = context.completions().poll()) {
            HubContext.Completion due = next;
            if (due.at() > now) {
                context.completions().add(due);
                return;
            }
            context.attempt("complete", () -> due.streams().completeIfDue(due.log()));
        }
    }

    private void flush() {
        unsent = 0;
        List<TenantStreams> waiting = List.copyOf(unflushed);
        unflushed.clear();
        waiting.forEach(streams -> context.attempt("flush", streams::flush));
        context.outbox().send();
    }

    /// A record from the future counts as of now, or what it ends would not be over before its time.
    private static Event notLaterThan(long now, Event event) {
        return event.recordTime() > now + HubContext.CLOCK_SKEW_MILLIS ? event.recordedAt(now) : event;
    }

    private void evictLargest() {
        long target = journalBytes() - Math.max(1, context.settings().journalBytes() / EVICTION_PARTS);
        while (journalBytes() > target) {
            TenantStreams largest = largest(TenantStreams::bytes);
            long[] left = {journalBytes() - target};
            long freed = largest.evict(event -> {
                boolean more = left[0] > 0;
                left[0] -= event.weight();
                return more;
            });
            if (freed == 0) {
                return;
            }
        }
    }

    /// Keeps what is known of quiet streams within its bound: the tenant of which most is kept forgets first.
    private void boundStates() {
        long bound = context.settings().stateBytes();
        while (context.stateBytes().get() > bound) {
            TenantStreams largest = largest(TenantStreams::stateBytes);
            long share = bound / tenants.size();
            long before = context.stateBytes().get();
            if (largest.forgottenBytes() > largest.stateBytes() / 2) {
                context.attempt("forget", largest::forgetForgotten);
            } else {
                HubListener.Share whose =
                        largest.stateBytes() > share ? HubListener.Share.ABOVE : HubListener.Share.WITHIN;
                context.attempt("forget", () -> largest.forget(Math.max(1, bound / FORGETTING_PARTS), whose));
            }
            if (context.stateBytes().get() >= before) {
                return;
            }
        }
    }

    private TenantStreams largest(ToLongFunction<TenantStreams> size) {
        return tenants.values().stream().max(Comparator.comparingLong(size)).orElseThrow();
    }

    private TenantStreams streams(Tenant tenant) {
        return tenants.computeIfAbsent(tenant, key -> new TenantStreams(key, context));
    }
}
