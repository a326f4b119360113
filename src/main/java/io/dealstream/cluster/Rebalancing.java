package io.dealstream.cluster;

/// The state of moving streams to other replicas. Thread-safe.
@FunctionalInterface
public interface Rebalancing {

    /// Whether this replica keeps its surplus because the load balancer brought back the clients whose streams
    /// it ended.
    boolean isResting();
}
