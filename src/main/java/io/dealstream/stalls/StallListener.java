package io.dealstream.stalls;

/// Is told about stalls, for metrics. Implementations must be thread-safe and only count.
public interface StallListener {

    /// Does nothing.
    StallListener NONE = new StallListener() {};

    /// This replica has written stalls.
    ///
    /// @param count how many, at least 1
    default void stallsWritten(int count) {}

    /// Stalls could not be written; the service tries again.
    default void stallsDelayed() {}

    /// A pending document is not watched until its next event, because there are too many.
    default void documentGivenUp() {}
}
