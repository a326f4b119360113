package io.dealstream.intake;

import io.dealstream.kafka.Offsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/// Continues where reading stopped, or as near to it as Kafka still has records: at the oldest record where
/// retention has deleted the next ones, at the end where Kafka itself has lost its last records.
final class Continuation implements StartPolicy {

    private final Map<TopicPartition, Long> wanted;

    /// @param wanted for each partition that will be asked about, the offset at which to continue
    Continuation(Map<TopicPartition, Long> wanted) {
        this.wanted = Map.copyOf(wanted);
    }

    @Override
    public CompletableFuture<Map<TopicPartition, StartPoint>> find(Offsets offsets, Set<TopicPartition> partitions) {
        return offsets.beginnings(partitions).thenCombine(offsets.readableEnds(partitions), this::points);
    }

    private Map<TopicPartition, StartPoint> points(
            Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, StartPoint> points = new HashMap<>();
        wanted.forEach((partition, offset) -> {
            Long beginning = beginnings.get(partition);
            Long end = ends.get(partition);
            if (beginning != null && end != null) {
                long nearest = Math.clamp(offset, beginning, Math.max(beginning, end));
                points.put(partition, new StartPoint(nearest, Long.MIN_VALUE, end));
            }
        });
        return points;
    }
}
