package io.dealstream.history;

import java.util.concurrent.atomic.AtomicLong;

/// Bounds how many bytes wait in memory, for one reader and for all. Thread-safe.
final class Allowance {

    /// The bytes that every reader may have, however much the others hold, so that all make progress.
    private static final long LEAST = 1 << 16;

    private final long perReader;
    private final long inAll;
    private final AtomicLong taken = new AtomicLong();

    /// @param perReader the most bytes for one reader
    /// @param inAll the most bytes for all readers together
    Allowance(long perReader, long inAll) {
        this.perReader = perReader;
        this.inAll = inAll;
    }

    /// Counts bytes that begin to wait.
    ///
    /// @param bytes how many begin to wait
    /// @param own how many bytes wait for this reader, the new ones included
    /// @return whether the reader may be given more
    boolean take(long bytes, long own) {
        return own < limit(taken.addAndGet(bytes));
    }

    /// Whether a reader that was full may be given more again: when it uses less than half of its share.
    ///
    /// @param own how many bytes wait for this reader
    boolean leavesRoom(long own) {
        return own < limit(taken.get()) / 2;
    }

    private long limit(long takenByAll) {
        return takenByAll < inAll ? perReader : Math.min(LEAST, perReader);
    }

    void free(long bytes) {
        taken.addAndGet(-bytes);
    }

    /// How many bytes wait for all readers.
    long taken() {
        return taken.get();
    }
}
