package io.dealstream.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Limits how many streams are open. It counts those of this replica and adds those of the others. Thread-safe.
/// Source: streams.md, "Limits".
public final class StreamQuota {

    private final QuotaSettings settings;
    private final Elsewhere elsewhere;
    private final Map<Counted, Integer> counts = new HashMap<>();
    private int total;

    /// The key by which streams are counted.
    ///
    /// @param caller the credential that opened them
    /// @param user one user of the caller; empty: all of them
    /// @param endpoint the name of one endpoint; empty: all of them
    public record Counted(Origin caller, String user, String endpoint) {

        static Counted all(Origin caller) {
            return new Counted(caller, "", "");
        }

        static Counted user(Origin caller, String user) {
            return new Counted(caller, user, "");
        }

        static Counted at(Origin caller, String endpoint) {
            return new Counted(caller, "", endpoint);
        }
    }

    /// Which limit was reached.
    public enum Limit {
        /// The caller's limit on all replicas together: that of the key, else the configured one.
        CALLER,
        /// The limit of the user in the caller's rights, on all replicas together.
        USER,
        /// The endpoint's limit for each caller, on all replicas together.
        ENDPOINT,
        /// The limit of this replica.
        REPLICA
    }

    /// The answer to a request for a place.
    public sealed interface Answer permits Slot, Exceeded {}

    /// The place of one open stream.
    public final class Slot implements Answer, AutoCloseable {

        private final List<Counted> counted;
        private boolean open = true;

        private Slot(List<Counted> counted) {
            this.counted = counted;
        }

        /// Gives the place back, when the stream is over. Further calls do nothing.
        @Override
        public void close() {
            release(this);
        }
    }

    /// A limit is reached.
    public record Exceeded(Limit limit) implements Answer {}

    /// @param settings the configured limits
    /// @param elsewhere counts the streams of other replicas
    public StreamQuota(QuotaSettings settings, Elsewhere elsewhere) {
        this.settings = settings;
        this.elsewhere = elsewhere;
    }

    /// Takes a place for one stream, if no limit forbids it.
    ///
    /// @param endpoint the name of the endpoint, not empty
    /// @param endpointLimit how many streams one caller may have open there; empty: no such limit
    public synchronized Answer tryAcquire(Caller caller, String endpoint, OptionalInt endpointLimit) {
        Counted all = Counted.all(caller.origin());
        Counted there = Counted.at(caller.origin(), endpoint);
        String user = caller.rights().user();
        Integer own = caller.maxStreams();
        if (total >= settings.perReplica()) {
            return new Exceeded(Limit.REPLICA);
        }
        if (count(all) >= (own == null ? settings.perCaller() : own)) {
            return new Exceeded(Limit.CALLER);
        }
        if (user != null && count(Counted.user(caller.origin(), user)) >= settings.perUser()) {
            return new Exceeded(Limit.USER);
        }
        if (endpointLimit.isPresent() && count(there) >= endpointLimit.getAsInt()) {
            return new Exceeded(Limit.ENDPOINT);
        }
        List<Counted> counted = new ArrayList<>(List.of(all));
        if (user != null) {
            counted.add(Counted.user(caller.origin(), user));
        }
        if (endpointLimit.isPresent()) {
            counted.add(there);
        }
        total++;
        counted.forEach(of -> counts.merge(of, 1, Integer::sum));
        return new Slot(counted);
    }

    /// How many streams are open on this replica.
    public synchronized int open() {
        return total;
    }

    /// How many counts are kept: of callers, of their users, and of callers at endpoints with a limit.
    public synchronized int size() {
        return counts.size();
    }

    /// A copy of these counts.
    public synchronized Map<Counted, Integer> counts() {
        return Map.copyOf(counts);
    }

    private int count(Counted of) {
        return counts.getOrDefault(of, 0) + elsewhere.open(of);
    }

    private synchronized void release(Slot slot) {
        if (!slot.open) {
            return;
        }
        slot.open = false;
        total--;
        for (Counted of : slot.counted) {
            counts.computeIfPresent(of, (same, count) -> count == 1 ? null : count - 1);
        }
    }
}
