package io.dealstream.hub;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.SipHash;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What all tenants of a hub share.
final class HubContext {

    /// How far into the future an id may point before it is none of ours.
    static final long CLOCK_SKEW_MILLIS = 60_000;

    /// How long what a reader has seen elsewhere may take to arrive here.
    static final long LAG_MILLIS = 2_000;

    /// How far a replica may lag behind and still make the same ids as the others: one part in so many of the slack.
    static final int STEADY_PARTS = 6;

    /// A stream that may become complete by time alone.
    record Completion(long at, TenantStreams streams, StreamLog log) implements Comparable<Completion> {
        @Override
        public int compareTo(Completion other) {
            return Long.compare(at, other.at);
        }
    }

    private final HubSettings settings;
    private final InstantSource clock;
    private final Function<Subject, @Nullable StreamState> states;
    private final History history;
    private final HubListener listener;
    private final MemoryFloors floors = new MemoryFloors();
    private final Outbox outbox;
    private final PriorityBlockingQueue<Completion> completions = new PriorityBlockingQueue<>();
    private final Set<Subscription> ahead = ConcurrentHashMap.newKeySet();
    private final Set<Subscription> stranded = ConcurrentHashMap.newKeySet();
    private final AtomicInteger awaited = new AtomicInteger();
    private final AtomicInteger members = new AtomicInteger();
    private final AtomicLong journalBytes = new AtomicLong();
    private final Set<Refold> recalling = ConcurrentHashMap.newKeySet();
    private final QuietStream.Form form = new QuietStream.Form();
    private final AtomicLong stateBytes = new AtomicLong();
    private final long key0;
    private final long key1;
    private volatile long earlierSince = Long.MAX_VALUE;
    private volatile long horizon;

    HubContext(
            HubSettings settings,
            InstantSource clock,
            Function<Subject, @Nullable StreamState> states,
            History history,
            HubListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.states = states;
        this.history = history;
        this.listener = new CarefulListener(listener);
        this.outbox = new Outbox(this.listener);
        SecureRandom random = new SecureRandom();
        this.key0 = random.nextLong();
        this.key1 = random.nextLong();
    }

    HubSettings settings() {
        return settings;
    }

    long now() {
        return clock.millis();
    }

    /// What is older is not kept in memory, epoch ms.
    long oldest() {
        return now() - settings.journalAge().toMillis();
    }

    Function<Subject, @Nullable StreamState> states() {
        return states;
    }

    History history() {
        return history;
    }

    /// What the state of a stream needs of an event's value, read again; nothing where that fails.
    Facts facts(Event event) {
        try {
            return history.facts(event);
        } catch (Throwable failure) {
            failed("state", failure);
            return Facts.NONE;
        }
    }

    HubListener listener() {
        return listener;
    }

    MemoryFloors floors() {
        return floors;
    }

    /// The intake's.
    Outbox outbox() {
        return outbox;
    }

    PriorityBlockingQueue<Completion> completions() {
        return completions;
    }

    /// A reader has seen more than this replica, or says so.
    void ahead(Subscription reader) {
        ahead.add(reader);
    }

    void caughtUp(Subscription reader) {
        ahead.remove(reader);
    }

    Set<Subscription> ahead() {
        return ahead;
    }

    /// How many streams of all tenants are waited for and were never heard of.
    AtomicInteger awaited() {
        return awaited;
    }

    /// How many subjects the sets of all tenants have that are read.
    AtomicInteger members() {
        return members;
    }

    /// What the journals of all tenants hold.
    AtomicLong journalBytes() {
        return journalBytes;
    }

    /// A reader's lane did not take a task, so the reader may have missed something.
    void stranded(Subscription reader) {
        stranded.add(reader);
    }

    /// Those of whom that was said since it was last asked.
    List<Subscription> stranded() {
        List<Subscription> now = List.copyOf(stranded);
        now.forEach(stranded::remove);
        return now;
    }

    /// States that are being found out.
    Set<Refold> recalling() {
        return recalling;
    }

    /// How quiet streams are put away.
    QuietStream.Form form() {
        return form;
    }

    /// What the quiet and forgotten streams of all tenants take in memory.
    AtomicLong stateBytes() {
        return stateBytes;
    }

    /// Stands for a subject in tables; nobody outside can make two alike.
    long print(Subject subject) {
        return new SipHash(key0, key1).add(subject.kind()).add(subject.id()).first();
    }

    /// Since when streams may have a past that is still to be read, epoch ms; `Long.MAX_VALUE` where there is none.
    long earlierSince() {
        return earlierSince;
    }

    boolean awaitsEarlier() {
        return earlierSince != Long.MAX_VALUE;
    }

    void earlierSince(long epochMillis) {
        earlierSince = epochMillis;
    }

    /// Something threw that must not, see [HubListener#failed].
    void failed(String part, Throwable failure) {
        listener.failed(part, failure);
    }

    /// Does one of several things, none of which may keep the others from being done.
    void attempt(String part, Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            failed(part, failure);
        }
    }

    /// Epoch ms: every record with an earlier watermark has been taken in, in every partition.
    long horizon() {
        return horizon;
    }

    void horizon(long epochMillis) {
        horizon = Math.max(horizon, epochMillis);
    }

    /// What an id carries as `since` that is given out without an event, epoch ms.
    long since() {
        return Math.max(0, horizon - settings.slack().toMillis());
    }

    /// What an id carries as `since` that belongs to an event or to a state, epoch ms: the time of the last event
    /// rather than the present, so that it is the same whenever and wherever it is read. Only a replica that lags
    /// behind says less.
    ///
    /// @param watermark the last event's, epoch ms
    long since(long watermark) {
        long slack = settings.slack().toMillis();
        return Math.max(0, Math.min(since(), watermark - slack - slack / STEADY_PARTS));
    }
}
