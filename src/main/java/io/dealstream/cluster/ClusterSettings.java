package io.dealstream.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How replicas report to each other (cluster.md).
@ConfigMapping(prefix = "dealstream.cluster")
public interface ClusterSettings {

    /// The compacted topic of all replicas. It need not exist: without it each replica is alone.
    @WithDefault("dealstream-replicas")
    String topic();

    /// How often a replica reports when nothing has changed.
    @WithDefault("5s")
    Duration reportEvery();

    /// A replica without a report for this time is not counted.
    @WithDefault("15s")
    Duration silentAfter();

    /// Whether a replica that has clearly more streams than the others ends some of them, so that their clients
    /// move to the others.
    @WithDefault("true")
    boolean rebalance();

    /// Only streams that have been open at least this long are ended for that.
    @WithDefault("10m")
    Duration rebalanceAge();

    /// How long a replica ends no streams after the load balancer has brought back all that it ended.
    @WithDefault("10m")
    Duration rebalanceRest();
}
