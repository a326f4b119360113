package io.dealstream.cluster;

import java.util.List;

/// The other replicas, as far as they are known. Thread-safe.
public interface Cluster {

    /// The last reports of those that are alive, this replica's not among them.
    List<ReplicaReport> others();

    /// Whether this replica hears what it tells the others: only then it knows how they do.
    boolean isInTouch();
}
