package io.dealstream.api;

import io.dealstream.access.Origin;
import io.dealstream.access.StreamQuota;
import io.dealstream.access.StreamQuota.Counted;
import io.dealstream.cluster.CallerHash;
import io.dealstream.cluster.LocalReplica;
import io.dealstream.cluster.ReplicaId;
import io.dealstream.cluster.ReplicaReport;
import io.dealstream.cluster.ReplicaReport.State;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What this replica reports to the others.
@Singleton
final class ThisReplica implements LocalReplica {

    /// The most callers in a report, about 25 bytes each: those with the most streams, because they are near a
    /// limit.
    private static final int MOST_CALLERS = 5_000;

    private final ReplicaId id;
    private final String version;
    private final OpenStreams streams;
    private final StreamQuota quota;
    private final Readiness readiness;
    private final InstantSource clock;
    private final Instant startedAt;
    private final OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();

    ThisReplica(
            ReplicaId id,
            @ConfigProperty(name = "quarkus.application.version") String version,
            OpenStreams streams,
            StreamQuota quota,
            Readiness readiness,
            InstantSource clock) {
        this.id = id;
        this.version = version;
        this.streams = streams;
        this.quota = quota;
        this.readiness = readiness;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public String id() {
        return id.text();
    }

    @Override
    public int streams() {
        return streams.size();
    }

    @Override
    public ReplicaReport report() {
        return new ReplicaReport(
                id.text(),
                version,
                startedAt,
                state(),
                streams.size(),
                callers(),
                machine.getSystemLoadAverage() / machine.getAvailableProcessors(),
                clock.instant());
    }

    @Override
    public State state() {
        if (streams.isDraining()) {
            return State.DRAINING;
        }
        return readiness.isReady() ? State.SERVING : State.STARTING;
    }

    private Map<String, Integer> callers() {
        Map<String, Integer> callers = new HashMap<>();
        quota.counts().entrySet().stream()
                .filter(counted -> !(counted.getKey().caller() instanceof Origin.Anonymous))
                .sorted(Map.Entry.<Counted, Integer>comparingByValue().reversed())
                .limit(MOST_CALLERS)
                .forEach(counted -> callers.merge(CallerHash.of(counted.getKey()), counted.getValue(), Integer::sum));
        return callers;
    }

    @Override
    public int sendAway(int most, Duration age) {
        return streams.move(most, age);
    }
}
