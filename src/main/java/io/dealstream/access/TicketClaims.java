package io.dealstream.access;

import io.dealstream.access.UsedTickets.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Finds out whether a ticket is used for the first time: on this replica at once, on all of them by whose claim comes
/// first in the log of used tickets. A replica knows that its claim is the first when it has read it there, and with
/// it all that came before. Where the log does not tell in time, this replica's own memory has the last word. Nobody
/// waits on a thread. Thread-safe.
public final class TicketClaims {

    private final UsedTickets used;
    private final String self;
    private final Duration patience;
    /// What is being found out, by nonce; each is remembered as used, which bounds them.
    private final Map<String, CompletableFuture<Verdict>> open = new ConcurrentHashMap<>();
    /// Those of them that wait until there is a log to be written to.
    private final Map<String, TicketUse> unwritten = new ConcurrentHashMap<>();

    private final LongAdder undecided = new LongAdder();
    private volatile Log log;

    /// Where claims are written to, and read back from all replicas.
    sealed interface Log {

        /// There is one.
        non-sealed interface Shared extends Log {

            /// Writes a claim, without waiting for anything.
            ///
            /// @param failed to be run if it turns out that it was not written
            /// @throws RuntimeException when it cannot be written now
            void write(TicketUse claim, Runnable failed);
        }

        /// There is none: each replica is alone.
        record None() implements Log {}

        /// It is out of reach, or nobody knows yet whether there is one; it may come back in time.
        record Away() implements Log {}
    }

    private enum Verdict {
        FIRST,
        REPEATED,
        UNKNOWN
    }

    /// @param self this replica's name for itself, unlike any other's
    /// @param patience how long the log may take
    TicketClaims(UsedTickets used, String self, Duration patience, Log log) {
        this.used = used;
        this.self = self;
        this.patience = patience;
        this.log = log;
    }

    /// For a replica that has nobody to agree with.
    static TicketClaims alone(UsedTickets used) {
        return new TicketClaims(used, "", Duration.ZERO, new Log.None());
    }

    /// From now on, claims go there.
    void go(Log to) {
        log = to;
        unwritten.values().forEach(this::find);
    }

    /// How many used tickets are remembered.
    public int size() {
        return used.size();
    }

    /// How often the log did not tell, and this replica's own memory had the last word.
    public long undecided() {
        return undecided.sum();
    }

    /// Uses a ticket. The answer may come on any thread, on which no work must be done.
    CompletableFuture<Use> use(String nonce, Instant expiresAt) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        // before it is remembered as used: so whoever reads of another's claim finds either this one or none at all
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

    /// A claim stands in the log. To be called for all of them, in the log's order; again for those that are read
    /// again.
    void read(TicketUse claim) {
        boolean ours = claim.by().equals(self);
        if (!ours) {
            used.usedElsewhere(claim.nonce(), claim.expiresAt());
        }
        tell(claim, ours ? Verdict.FIRST : Verdict.REPEATED);
    }
}
