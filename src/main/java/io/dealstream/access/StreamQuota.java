package io.dealstream.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Counts the open streams of this replica and says when there are too many, those of other replicas included.
/// Thread-safe.
public final class StreamQuota {

    private final QuotaSettings settings;
    private final Elsewhere elsewhere;
    private final Map<Counted, Integer> counts = new HashMap<>();
    private int total;

    /// What streams are counted by.
    ///
    /// @param user whom of the caller's users; empty: all of them
    /// @param endpoint empty: all of the caller's streams
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
        /// The caller's own: that of the key, else the configured one; on all replicas together.
        CALLER,
        /// That of the user whom the caller's rights name, on all replicas together.
        USER,
        /// The endpoint's for each caller, on all replicas together.
        ENDPOINT,
        /// That of the whole replica.
        REPLICA
    }

    /// The answer to someone who wants to open a stream.
    public sealed interface Answer permits Slot, Exceeded {}

    /// One open stream.
    public final class Slot implements Answer, AutoCloseable {

        private final List<Counted> counted;
        private boolean open = true;

        private Slot(List<Counted> counted) {
            this.counted = counted;
        }

        /// The stream is over. Any further call does nothing.
        @Override
        public void close() {
            release(this);
        }
    }

    /// There are too many.
    public record Exceeded(Limit limit) implements Answer {}

    /// @param elsewhere what other replicas have open
    public StreamQuota(QuotaSettings settings, Elsewhere elsewhere) {
        this.settings = settings;
        this.elsewhere = elsewhere;
    }

    /// Takes up one stream if no limit forbids it.
    ///
    /// @param endpoint where it is opened, any name
    /// @param endpointLimit how many streams one caller may have open there, if there is such a limit
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

    /// How many streams are open.
    public synchronized int open() {
        return total;
    }

    /// How many counts are kept: of callers, of their users, and of callers at endpoints with a limit.
    public synchronized int size() {
        return counts.size();
    }

    /// These counts.
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
