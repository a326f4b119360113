package io.dealstream.access;

import io.dealstream.access.UsedTickets.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Finds out whether a ticket is used for the first time (cluster.md, "A ticket is good once"). On one replica
/// that is known at once. Among replicas, the first claim in the log of used tickets decides. A replica knows
/// that its claim is the first when it has read it there, after all earlier claims. Where the log does not tell
/// in time, this replica's own memory decides. No thread waits. Thread-safe.
public final class TicketClaims {

    private final UsedTickets used;
    private final String self;
    private final Duration patience;
    /// The tickets whose answer is open, by nonce. Each of them is also remembered as used, which bounds this
    /// map.
    private final Map<String, CompletableFuture<Verdict>> open = new ConcurrentHashMap<>();
    /// The claims that wait until the log can be written to.
    private final Map<String, TicketUse> unwritten = new ConcurrentHashMap<>();

    private final LongAdder undecided = new LongAdder();
    private volatile Log log;

    /// The log to which all replicas write claims, and from which they read them.
    sealed interface Log {

        /// The log is there.
        non-sealed interface Shared extends Log {

            /// Writes a claim. Does not wait.
            ///
            /// @param failed run if it turns out that the claim was not written
            /// @throws RuntimeException when it cannot be written now
            void write(TicketUse claim, Runnable failed);
        }

        /// There is no log: each replica decides alone.
        record None() implements Log {}

        /// The log cannot be reached, or it is not known yet whether there is one. It may come back in time.
        record Away() implements Log {}
    }

    private enum Verdict {
        FIRST,
        REPEATED,
        UNKNOWN
    }

    /// @param used this replica's memory of used tickets
    /// @param self this replica's name, which no other replica has
    /// @param patience how long to wait for the log
    TicketClaims(UsedTickets used, String self, Duration patience, Log log) {
        this.used = used;
        this.self = self;
        this.patience = patience;
        this.log = log;
    }

    /// Makes claims for a replica that is alone.
    static TicketClaims alone(UsedTickets used) {
        return new TicketClaims(used, "", Duration.ZERO, new Log.None());
    }

    /// Sets the log to which claims are written from now on.
    void go(Log to) {
        log = to;
        unwritten.values().forEach(this::find);
    }

    /// How many used tickets are remembered.
    public int size() {
        return used.size();
    }

    /// How often the log did not tell in time, so that this replica's own memory decided.
    public long undecided() {
        return undecided.sum();
    }

    /// Uses a ticket. The answer may come on any thread, which must do no work.
    CompletableFuture<Use> use(String nonce, Instant expiresAt) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        // Before the ticket is remembered as used: so the reader of another replica's claim finds either this
        // entry or none at all.
        if (open.putIfAbsent(nonce, verdict) != null) {
            return CompletableFuture.completedFuture(Use.REPEATED);
        }
        Use here = used.use(nonce, expiresAt);
        CompletableFuture<Use> answer = switch (here) {
            case FIRST -> {
                verdict.completeOnTimeout(Verdict.UNKNOWN, patience.toMillis(), TimeUnit.MILLISECONDS);
                find(new TicketUse(nonce, expiresAt, self));
                yield verdict.thenApply(this::use);
            }
            case REPEATED, NO_ROOM -> CompletableFuture.completedFuture(here);
        };
        return answer.whenComplete((use, failure) -> {
            open.remove(nonce, verdict);
            unwritten.remove(nonce);
        });
    }

    private void find(TicketUse claim) {
        switch (log) {
            case Log.None() -> tell(claim, Verdict.FIRST);
            case Log.Away() -> {
                unwritten.put(claim.nonce(), claim);
                if (!(log instanceof Log.Away)) {
                    find(claim);
                }
            }
            case Log.Shared shared -> {
                unwritten.remove(claim.nonce());
                try {
                    shared.write(claim, () -> tell(claim, Verdict.UNKNOWN));
                } catch (RuntimeException notNow) {
                    tell(claim, Verdict.UNKNOWN);
                }
            }
        }
    }

    private void tell(TicketUse claim, Verdict verdict) {
        CompletableFuture<Verdict> waiting = open.get(claim.nonce());
        if (waiting != null) {
            waiting.complete(verdict);
        }
    }

    private Use use(Verdict verdict) {
        return switch (verdict) {
            case FIRST -> Use.FIRST;
            case REPEATED -> Use.REPEATED;
            case UNKNOWN -> {
                undecided.increment();
                yield Use.FIRST;
            }
        };
    }

    /// Takes a claim from the log. Must be called for all claims, in the log's order, and again for those that
    /// are read again.
    void read(TicketUse claim) {
        boolean ours = claim.by().equals(self);
        if (!ours) {
            used.usedElsewhere(claim.nonce(), claim.expiresAt());
        }
        tell(claim, ours ? Verdict.FIRST : Verdict.REPEATED);
    }
}
