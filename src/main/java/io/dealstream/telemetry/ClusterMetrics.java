package io.dealstream.telemetry;

import io.dealstream.cluster.Cluster;
import io.dealstream.cluster.Rebalancing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Gauges of what this replica knows of the others.
@Singleton
final class ClusterMetrics {

    private final MeterRegistry registry;

    ClusterMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void start(@Observes StartupEvent event, Cluster cluster, Rebalancing rebalancing) {
        Gauge.builder(
                        "dealstream.cluster.replicas",
                        cluster,
                        known -> 1.0 + known.others().size())
                .description("Replicas that are alive, as far as this one knows")
                .strongReference(true)
                .register(registry);
        Gauge.builder("dealstream.cluster.in-touch", cluster, known -> known.isInTouch() ? 1 : 0)
                .description("Whether this replica hears what it tells the others")
                .strongReference(true)
                .register(registry);
        Gauge.builder("dealstream.cluster.resting", rebalancing, known -> known.isResting() ? 1 : 0)
                .description(
                        "Whether this replica keeps its surplus of streams because the load balancer brings them back")
                .strongReference(true)
                .register(registry);
    }
}
