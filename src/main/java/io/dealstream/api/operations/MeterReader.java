package io.dealstream.api.operations;

import io.dealstream.api.operations.Meters.Bucket;
import io.dealstream.api.operations.Meters.Reading;
import io.dealstream.api.operations.Meters.Replica;
import io.dealstream.cluster.Cluster;
import io.dealstream.cluster.LocalReplica;
import io.dealstream.cluster.ReplicaReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Reads Dealstream's own meters, and the few meters of the process that show its health.
@Singleton
final class MeterReader {

    private static final String OURS = "dealstream.";
    private static final Set<String> OF_THE_PROCESS =
            Set.of("jvm.memory.used", "jvm.memory.max", "jvm.gc.pause", "process.cpu.usage", "process.uptime");

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Cluster cluster;
    private final LocalReplica self;

    MeterReader(MeterRegistry registry, InstantSource clock, Cluster cluster, LocalReplica self) {
        this.registry = registry;
        this.clock = clock;
        this.cluster = cluster;
        this.self = self;
    }

    Meters read() {
        List<Reading> readings = registry.getMeters().stream()
                .filter(meter -> isShown(meter.getId().getName()))
                .sorted(Comparator.comparing(meter -> meter.getId().getName()))
                .flatMap(MeterReader::reading)
                .toList();
        List<Replica> replicas = Stream.concat(Stream.of(self.report()), cluster.others().stream())
                .map(MeterReader::replica)
                .toList();
        return new Meters(self.id(), clock.instant(), readings, replicas);
    }

    private static Replica replica(ReplicaReport report) {
        return new Replica(
                report.id(),
                report.version(),
                report.startedAt(),
                report.state().text(),
                report.streams(),
                report.load() < 0 ? null : report.load());
    }

    private static boolean isShown(String name) {
        return name.startsWith(OURS) || OF_THE_PROCESS.contains(name);
    }

    private static Stream<Reading> reading(Meter meter) {
        String name = meter.getId().getName();
        Map<String, String> tags = tags(meter);
        return switch (meter) {
            case Counter counter -> Stream.of(Reading.of(name, tags, counter.count()));
            case Gauge gauge -> Stream.of(Reading.of(name, tags, gauge.value()));
            case Timer timer -> Stream.of(timed(name, tags, timer.takeSnapshot()));
            // no meter above has another type, except the uptime, which is a gauge of time
            default -> Stream.empty();
        };
    }

    private static Reading timed(String name, Map<String, String> tags, HistogramSnapshot snapshot) {
        List<Bucket> buckets = Stream.of(snapshot.histogramCounts())
                .map(bucket -> new Bucket(bucket.bucket(TimeUnit.SECONDS), counted(bucket)))
                .toList();
        return new Reading(name, tags, null, snapshot.count(), snapshot.total(TimeUnit.SECONDS), buckets);
    }

    private static long counted(CountAtBucket bucket) {
        return Math.round(bucket.count());
    }

    private static Map<String, String> tags(Meter meter) {
        Map<String, String> tags = new TreeMap<>();
        for (Tag tag : meter.getId().getTags()) {
            tags.put(tag.getKey(), tag.getValue());
        }
        return tags;
    }
}
