package io.dealstream.access;

/// What other replicas have open, as far as it is known here.
@FunctionalInterface
public interface Elsewhere {

    /// Where there is nobody else.
    Elsewhere NOWHERE = of -> 0;

    /// How many streams they have open together. Must be quick: it is asked under a lock.
    int open(StreamQuota.Counted of);
}
