package io.dealstream.cluster;

/// How moving streams to other replicas goes. Thread-safe.
@FunctionalInterface
public interface Rebalancing {

    /// Whether this replica keeps its surplus because the load balancer has brought back whom it sent away.
    boolean isResting();
}
