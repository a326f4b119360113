package io.dealstream.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts the long pasts that callers are being told on this replica, and says when one has too many. Thread-safe.
///
/// It counts by credential, as all limits do: two people of one organisation do not take each other's places.
public final class PastQuota {

    private final QuotaSettings settings;
    private final Map<Origin, Integer> counts = new HashMap<>();

    /// One past that is being told.
    public final class Slot implements AutoCloseable {

        private final Origin caller;
        private boolean open = true;

        private Slot(Origin caller) {
            this.caller = caller;
        }

        /// The past is told, or its reader is gone. Any further call does nothing.
        @Override
        public void close() {
            release(this);
        }
    }

    PastQuota(QuotaSettings settings) {
        this.settings = settings;
    }

    /// Whether a past that begins at an instant is a long one.
    ///
    /// @param begin epoch ms, as `now`
    public boolean isLong(long begin, long now) {
        return begin < now - settings.longPast().toMillis();
    }

    /// Takes up one long past; empty where the caller has as many as may be.
    public synchronized Optional<Slot> tryAcquire(Caller caller) {
        if (counts.getOrDefault(caller.origin(), 0) >= settings.longPasts()) {
            return Optional.empty();
        }
        counts.merge(caller.origin(), 1, Integer::sum);
        return Optional.of(new Slot(caller.origin()));
    }

    /// How many long pasts are being told.
    public synchronized int open() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private synchronized void release(Slot slot) {
        if (slot.open) {
            slot.open = false;
            counts.computeIfPresent(slot.caller, (of, count) -> count == 1 ? null : count - 1);
        }
    }
}
