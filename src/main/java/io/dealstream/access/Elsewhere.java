package io.dealstream.access;

/// Counts the streams that other replicas have open, as far as this replica knows.
@FunctionalInterface
public interface Elsewhere {

    /// For a replica without others.
    Elsewhere NOWHERE = of -> 0;

    /// How many streams the other replicas have open together, at least 0. Must be quick, because it is called
    /// under a lock. May be called from any thread.
    ///
    /// @param of which streams are counted
    int open(StreamQuota.Counted of);
}
