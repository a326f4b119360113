package io.dealstream.access;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The leases of all open streams. A stream ends when its credential does: by revocation, deletion or expiry,
/// or because the key no longer grants what the stream shows. Thread-safe.
///
/// There is one queue, ordered by end, and one group for each key. So an idle lease costs no time, and neither
/// does a change of another key.
public final class Leases {

    private final KeyTable keys;
    private final InstantSource clock;
    private final Executor executor;
    private final Faults faults;
    private final NavigableSet<Lease> ending = new TreeSet<>(Lease.BY_END);
    private final Map<KeyHash, Set<Lease>> byKey = new HashMap<>();
    private final Set<Lease> open = new HashSet<>();
    private long opened;

    /// @param executor runs one task at a time; the leases' callbacks run on it
    Leases(KeyTable keys, InstantSource clock, Executor executor, Faults faults) {
        this.keys = keys;
        this.clock = clock;
        this.executor = executor;
        this.faults = faults;
        Consumer<KeyHash> review = key -> executor.execute(faults.guard(Task.LEASES, () -> review(key)));
        keys.onChange(review);
    }

    /// Opens a lease.
    ///
    /// @param caller the stream's caller
    /// @param needed the scope that the stream needs to stay open
    /// @param onEnd called at most once, within a second after the credential became invalid, possibly before
    ///     this method returns, and never after [Lease#close] has returned. It must not block.
    public Lease open(Caller caller, Scope needed, Consumer<LeaseEnd> onEnd) {
        Lease lease = add(caller, needed, onEnd);
        if (caller.origin() instanceof Origin.Key(KeyHash hash)) {
            // The key may have changed since the caller was admitted.
            LeaseEnd end = verdict(lease, keys.find(hash));
            if (end != null) {
                executor.execute(() -> finish(lease, end));
            }
        }
        return lease;
    }

    /// How many leases are open.
    public synchronized int size() {
        return open.size();
    }

    /// Ends the leases whose end has come. Must be called several times a second. Never throws, because a timer
    /// would not run again.
    void sweep() {
        try {
            endThoseDue();
        } catch (Throwable e) {
            faults.of(Task.LEASES, e);
        }
    }

    private void endThoseDue() {
        List<Lease> due = new ArrayList<>();
        synchronized (this) {
            Instant now = clock.instant();
            for (Lease lease : ending) {
                if (now.isBefore(lease.endsAtOrNever())) {
                    break;
                }
                due.add(lease);
            }
        }
        due.forEach(lease -> finish(lease, LeaseEnd.EXPIRED));
    }

    private void review(KeyHash hash) {
        Optional<KeyRecord> key = keys.find(hash);
        for (Lease lease : openWith(hash)) {
            LeaseEnd end = verdict(lease, key);
            if (end != null) {
                finish(lease, end);
            } else {
                key.ifPresent(record -> reschedule(lease, record.expiresAt()));
            }
        }
    }

    /// Why the lease must end with the present key; null where it need not.
    private @Nullable LeaseEnd verdict(Lease lease, Optional<KeyRecord> key) {
        if (key.isEmpty()) {
            return LeaseEnd.REVOKED;
        }
        Optional<Admission.Reason> objection = key.get().objection(clock.instant());
        if (objection.isPresent()) {
            return objection.get() == Admission.Reason.KEY_EXPIRED ? LeaseEnd.EXPIRED : LeaseEnd.REVOKED;
        }
        return lease.isGrantedBy(key.get()) ? null : LeaseEnd.REVOKED;
    }

    private void finish(Lease lease, LeaseEnd end) {
        if (!release(lease)) {
            return;
        }
        try {
            lease.tell(end);
        } catch (Throwable e) {
            // a stream whose callback fails must not keep the others open
            faults.of(Task.LEASES, e);
        }
    }

    private synchronized Lease add(Caller caller, Scope needed, Consumer<LeaseEnd> onEnd) {
        Lease lease = new Lease(this, opened++, caller, needed, onEnd);
        open.add(lease);
        enqueue(lease);
        if (caller.origin() instanceof Origin.Key(KeyHash hash)) {
            byKey.computeIfAbsent(hash, unseen -> new HashSet<>()).add(lease);
        }
        return lease;
    }

    private synchronized List<Lease> openWith(KeyHash hash) {
        return List.copyOf(byKey.getOrDefault(hash, Set.of()));
    }

    private synchronized void reschedule(Lease lease, @Nullable Instant endsAt) {
        if (open.contains(lease)) {
            ending.remove(lease);
            lease.endsAt(endsAt);
            enqueue(lease);
        }
    }

    private void enqueue(Lease lease) {
        if (lease.endsAt() != null) {
            ending.add(lease);
        }
    }

    /// Removes a lease. Returns whether it was open.
    synchronized boolean release(Lease lease) {
        if (!open.remove(lease)) {
            return false;
        }
        ending.remove(lease);
        if (lease.origin() instanceof Origin.Key(KeyHash hash)) {
            byKey.computeIfPresent(hash, (key, group) -> {
                group.remove(lease);
                return group.isEmpty() ? null : group;
            });
        }
        return true;
    }
}
