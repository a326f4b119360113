package io.dealstream.cluster;

import java.time.Duration;

/// This replica, as far as others hear of it. Thread-safe.
public interface LocalReplica {

    /// Tells this process from all others, and from itself before a restart.
    String id();

    /// How many streams are open.
    int streams();

    /// Whether it takes streams.
    ReplicaReport.State state();

    /// How it is doing now, with the streams of each caller: more work than the above.
    ReplicaReport report();

    /// Ends streams, so that their clients come back to another replica if the load balancer lets them. Streams that
    /// cannot resume stay.
    ///
    /// @param most how many
    /// @param age only those that have been open for so long
    /// @return how many it were
    int sendAway(int most, Duration age);
}
