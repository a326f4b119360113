package io.dealstream.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How replicas tell each other of themselves (cluster.md).
@ConfigMapping(prefix = "dealstream.cluster")
public interface ClusterSettings {

    /// The compacted topic of all replicas. It need not exist: without it each is alone.
    @WithDefault("dealstream-replicas")
    String topic();

    /// How often a replica tells of itself when nothing has changed.
    @WithDefault("5s")
    Duration reportEvery();

    /// A replica that was silent for so long is not counted.
    @WithDefault("15s")
    Duration silentAfter();

    /// Whether a replica that has clearly more streams than the others ends some of them, so that their clients come
    /// to the others.
    @WithDefault("true")
    boolean rebalance();

    /// No stream is ended for that which was opened less than so long ago.
    @WithDefault("10m")
    Duration rebalanceAge();

    /// How long a replica lets its streams be after the load balancer has brought all back that it sent away.
    @WithDefault("10m")
    Duration rebalanceRest();
}
