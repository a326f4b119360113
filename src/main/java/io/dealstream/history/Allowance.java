package io.dealstream.history;

import java.util.concurrent.atomic.AtomicLong;

/// How much may wait in memory, for one reader and for all. Thread-safe.
final class Allowance {

    /// What any reader may have, however much the others hold, so that everybody gets on. In bytes.
    private static final long LEAST = 1 << 16;

    private final long perReader;
    private final long inAll;
    private final AtomicLong taken = new AtomicLong();

    /// @param perReader bytes
    /// @param inAll bytes
    Allowance(long perReader, long inAll) {
        this.perReader = perReader;
        this.inAll = inAll;
    }

    /// Takes note of bytes that wait from now on.
    ///
    /// @param own what waits for the reader by now, the new bytes included
    /// @return whether it may be given more
    boolean take(long bytes, long own) {
        return own < limit(taken.addAndGet(bytes));
    }

    /// Whether a reader that was full may be given more again: less than half of what it may have waits for it.
    boolean leavesRoom(long own) {
        return own < limit(taken.get()) / 2;
    }

    private long limit(long takenByAll) {
        return takenByAll < inAll ? perReader : Math.min(LEAST, perReader);
    }

    void free(long bytes) {
        taken.addAndGet(-bytes);
    }

    /// What waits for all readers, in bytes.
    long taken() {
        return taken.get();
    }
}
