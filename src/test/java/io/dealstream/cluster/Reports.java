package io.dealstream.cluster;

import io.dealstream.cluster.ReplicaReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Reports and settings for tests.
final class Reports {

    private static final Instant MORNING = Instant.parse("2026-11-28T08:00:00Z");

    private Reports() {}

    static ReplicaReport serving(String id, int streams) {
        return of(id, State.SERVING, streams, Map.of());
    }

    static ReplicaReport of(String id, State state, int streams, Map<String, Integer> callers) {
        return new ReplicaReport(id, "1.0", MORNING, state, streams, callers, 0.5, MORNING.plusSeconds(60));
    }

    static ClusterSettings settings(String topic) {
        return new Settings(
                topic,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                true,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10));
    }

    private record Settings(
            String topic,
            Duration reportEvery,
            Duration silentAfter,
            boolean rebalance,
            Duration rebalanceAge,
            Duration rebalanceRest)
            implements ClusterSettings {}
}
