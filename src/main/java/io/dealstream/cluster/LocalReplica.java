package io.dealstream.cluster;

import java.time.Duration;

/// This replica, as the others see it. Thread-safe.
public interface LocalReplica {

    /// The id of this process; after a restart it is another one.
    String id();

    /// How many streams are open.
    int streams();

    /// Whether it accepts streams.
    ReplicaReport.State state();

    /// Its present report, with the streams of each caller. This takes more work than the methods above.
    ReplicaReport report();

    /// Ends streams, so that their clients reconnect, to another replica if the load balancer lets them.
    /// Streams that cannot resume stay.
    ///
    /// @param most the most streams to end, at least 0
    /// @param age the least time that they must have been open
    /// @return how many were ended
    int sendAway(int most, Duration age);
}
