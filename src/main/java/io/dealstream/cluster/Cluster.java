package io.dealstream.cluster;

import java.util.List;

/// The other replicas, as far as this one knows them. Thread-safe.
public interface Cluster {

    /// The last reports of the other replicas that are alive.
    List<ReplicaReport> others();

    /// Whether this replica reads its own reports on the topic. Only then it knows the state of the others.
    boolean isInTouch();
}
