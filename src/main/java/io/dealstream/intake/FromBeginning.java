package io.dealstream.intake;

import io.dealstream.kafka.Offsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/// Begins with the oldest record, for partitions that were made while the service was running.
final class FromBeginning implements StartPolicy {

    @Override
    public CompletableFuture<Map<TopicPartition, StartPoint>> find(Offsets offsets, Set<TopicPartition> partitions) {
        return offsets.beginnings(partitions).thenApply(beginnings -> {
            Map<TopicPartition, StartPoint> points = new HashMap<>();
            beginnings.forEach((partition, beginning) ->
                    points.put(partition, new StartPoint(beginning, Long.MIN_VALUE, beginning)));
            return points;
        });
    }
}
