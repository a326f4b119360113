package io.dealstream.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The right to one open stream, for as long as its credential holds. Made by [Leases#open].
public final class Lease implements AutoCloseable {

    /// The one that ends first, first. Only for leases that have an end.
    static final Comparator<Lease> BY_END =
            Comparator.comparing(Lease::endsAtOrNever).thenComparingLong(lease -> lease.number);

    private final Leases leases;
    private final long number;
    private final Caller caller;
    private final Scope needed;
    private final Consumer<LeaseEnd> onEnd;

    /// Guarded by [Leases]; null: no end.
    private @Nullable Instant endsAt;

    Lease(Leases leases, long number, Caller caller, Scope needed, Consumer<LeaseEnd> onEnd) {
        this.leases = leases;
        this.number = number;
        this.caller = caller;
        this.needed = needed;
        this.onEnd = onEnd;
        this.endsAt = caller.expiresAt();
    }

    /// The stream is over for another reason. Any further call does nothing.
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

    /// Whether a key, as it is now, still grants what the stream shows.
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
