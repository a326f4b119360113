package io.dealstream.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A stream's hold on its credential: the right to stay open while the credential is valid. Made by
/// [Leases#open]. Thread-safe.
public final class Lease implements AutoCloseable {

    /// Orders leases by their end, the earliest first. Only for leases that have an end.
    static final Comparator<Lease> BY_END =
            Comparator.comparing(Lease::endsAtOrNever).thenComparingLong(lease -> lease.number);

    private final Leases leases;
    private final long number;
    private final Caller caller;
    private final Scope needed;
    private final Consumer<LeaseEnd> onEnd;

    /// Guarded by [Leases]; null: the lease has no end.
    private @Nullable Instant endsAt;

    Lease(Leases leases, long number, Caller caller, Scope needed, Consumer<LeaseEnd> onEnd) {
        this.leases = leases;
        this.number = number;
        this.caller = caller;
        this.needed = needed;
        this.onEnd = onEnd;
        this.endsAt = caller.expiresAt();
    }

    /// Gives up the lease because the stream has ended for another reason. Further calls do nothing.
    @Override
    public void close() {
        leases.release(this);
    }

    Origin origin() {
        return caller.origin();
    }

    @Nullable
    Instant endsAt() {
        return endsAt;
    }

    void endsAt(@Nullable Instant instant) {
        this.endsAt = instant;
    }

    /// Whether the present key still grants what the stream shows.
    boolean isGrantedBy(KeyRecord key) {
        return key.tenant().equals(caller.tenant())
                && key.scopes().contains(needed)
                && caller.rights().isWithin(key.rights());
    }

    void tell(LeaseEnd end) {
        onEnd.accept(end);
    }

    Instant endsAtOrNever() {
        return endsAt == null ? Instant.MAX : endsAt;
    }
}
