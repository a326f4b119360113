package io.dealstream.access;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Counts the open streams of this replica and says when there are too many. Thread-safe.
public final class StreamQuota {

    private final QuotaSettings settings;
    private final Map<Object, Integer> counts = new HashMap<>();
    private int total;

    /// What streams of one caller at one endpoint are counted by.
    private record AtEndpoint(Origin caller, String endpoint) {}

    /// Which limit was reached.
    public enum Limit {
        /// The caller's own: that of the key, else the configured one.
        CALLER,
        /// The endpoint's for each caller.
        ENDPOINT,
        /// That of the whole replica.
        REPLICA
    }

    /// The answer to someone who wants to open a stream.
    public sealed interface Answer permits Slot, Refused {}

    /// One open stream.
    public final class Slot implements Answer, AutoCloseable {

        private final AtEndpoint atEndpoint;
        private boolean open = true;

        private Slot(AtEndpoint atEndpoint) {
            this.atEndpoint = atEndpoint;
        }

        /// The stream is over. Any further call does nothing.
        @Override
        public void close() {
            release(this);
        }
    }

    /// There are too many.
    public record Refused(Limit limit) implements Answer {}

    StreamQuota(QuotaSettings settings) {
        this.settings = settings;
    }

    /// Takes up one stream if no limit forbids it.
    ///
    /// @param endpoint where it is opened, any name
    /// @param endpointLimit how many streams one caller may have open there, if there is such a limit
    public synchronized Answer tryAcquire(Caller caller, String endpoint, OptionalInt endpointLimit) {
        AtEndpoint atEndpoint = new AtEndpoint(caller.origin(), endpoint);
        Integer own = caller.maxStreams();
        if (total >= settings.perReplica()) {
            return new Refused(Limit.REPLICA);
        }
        if (count(caller.origin()) >= (own == null ? settings.perCaller() : own)) {
            return new Refused(Limit.CALLER);
        }
        if (endpointLimit.isPresent() && count(atEndpoint) >= endpointLimit.getAsInt()) {
            return new Refused(Limit.ENDPOINT);
        }
        total++;
        counts.merge(caller.origin(), 1, Integer::sum);
        counts.merge(atEndpoint, 1, Integer::sum);
        return new Slot(atEndpoint);
    }

    /// How many streams are open.
    public synchronized int open() {
        return total;
    }

    /// How many counts are kept: of callers, and of callers at endpoints.
    public synchronized int size() {
        return counts.size();
    }

    private int count(Object of) {
        return counts.getOrDefault(of, 0);
    }

    private synchronized void release(Slot slot) {
        if (!slot.open) {
            return;
        }
        slot.open = false;
        total--;
        counts.computeIfPresent(slot.atEndpoint.caller, (of, count) -> count == 1 ? null : count - 1);
        counts.computeIfPresent(slot.atEndpoint, (of, count) -> count == 1 ? null : count - 1);
    }
}
