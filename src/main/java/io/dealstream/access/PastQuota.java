package io.dealstream.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Limits how many long pasts a caller is told at once on this replica. Thread-safe.
///
/// It counts by credential, as all limits do: two people of one organisation do not take each other's places.
public final class PastQuota {

    private final QuotaSettings settings;
    private final Map<Origin, Integer> counts = new HashMap<>();

    /// The place of one past that is being told.
    public final class Slot implements AutoCloseable {

        private final Origin caller;
        private boolean open = true;

        private Slot(Origin caller) {
            this.caller = caller;
        }

        /// Gives the place back, when the past is told or its reader is gone. Further calls do nothing.
        @Override
        public void close() {
            release(this);
        }
    }

    PastQuota(QuotaSettings settings) {
        this.settings = settings;
    }

    /// Whether a past is a long one.
    ///
    /// @param begin when the past begins, epoch ms
    /// @param now epoch ms
    public boolean isLong(long begin, long now) {
        return begin < now - settings.longPast().toMillis();
    }

    /// Takes a place for a long past; empty where the caller has no place left.
    public synchronized Optional<Slot> tryAcquire(Caller caller) {
        if (counts.getOrDefault(caller.origin(), 0) >= settings.longPasts()) {
            return Optional.empty();
        }
        counts.merge(caller.origin(), 1, Integer::sum);
        return Optional.of(new Slot(caller.origin()));
    }

    /// How many long pasts are being told now.
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
