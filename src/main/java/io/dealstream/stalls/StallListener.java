package io.dealstream.stalls;

/// Hears what becomes of documents that stand still, for metrics. Safe for many threads.
public interface StallListener {

    /// Hears nothing.
    StallListener NONE = new StallListener() {};

    /// This replica has told of so many.
    default void stallsWritten(int count) {}

    /// They could not be told; it is tried again.
    default void stallsDelayed() {}

    /// A pending document is not looked after any more until its next event, for want of room.
    default void documentGivenUp() {}
}
