package io.dealstream.tasks;

import org.jspecify.annotations.Nullable;

/// Where and of what kind a failure was, and what caused it, without the words of either.
final class Trace extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int DEPTH = 8;

    Trace(Throwable failure) {
        this(failure, DEPTH);
    }

    private Trace(Throwable failure, int depth) {
        super(failure.getClass().getName(), cause(failure, depth), false, true);
        setStackTrace(failure.getStackTrace());
    }

    private static @Nullable Trace cause(Throwable failure, int depth) {
        return failure.getCause() == null || depth == 0 ? null : new Trace(failure.getCause(), depth - 1);
    }
}
