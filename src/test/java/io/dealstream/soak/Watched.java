package io.dealstream.soak;

import java.util.DoubleSummaryStatistics;

/// How one measured value is judged: which value of a window counts, and how much greater it may be in a later
/// window.
///
/// @param least whether the least value of a window counts, else the greatest: of memory under a collector, which takes
///     and returns it as it likes, only the least says what is alive
/// @param factor of the early value
/// @param more on top of that, for what is small
record Watched(boolean least, double factor, double more) {

    static final String RESIDENT = "resident memory, bytes";
    static final String THREADS = "threads";
    static final String HANDLES = "file handles";
    static final String HEAP = "live heap, bytes";
    static final String BUFFERS = "direct buffers, bytes";
    static final String NETTY_UNPOOLED = "Netty's direct memory, unpooled, bytes";
    static final String NETTY_POOLED = "Netty's direct memory, pooled, bytes";
    static final String JOURNAL = "journals, bytes";
    static final String STREAMS = "open streams";
    static final String HISTORY = "pasts that wait, bytes";
    static final String ENTRIES = "entries: ";

    private static final double MIB = 1 << 20;

    static Watched of(String name) {
        return switch (name) {
            case RESIDENT -> new Watched(true, 1.05, 24 * MIB);
            case HEAP -> new Watched(true, 1.1, 6 * MIB);
            case BUFFERS, NETTY_UNPOOLED, NETTY_POOLED -> new Watched(true, 1, 6 * MIB);
            case JOURNAL, HISTORY -> new Watched(true, 1.1, MIB);
            case THREADS -> new Watched(false, 1, 6);
            case HANDLES, STREAMS -> new Watched(false, 1.25, 20);
            default -> new Watched(true, 1.1, 20);
        };
    }

    double judged(DoubleSummaryStatistics window) {
        return least ? window.getMin() : window.getMax();
    }

    double most(double early) {
        return early * factor + more;
    }
}
