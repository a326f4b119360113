package io.dealstream.intake;

import io.dealstream.kafka.Offsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/// Decides where the reading of partitions begins.
interface StartPolicy {

    /// The answer never fails; partitions of which nothing could be found out are missing from it and asked
    /// about again.
    CompletableFuture<Map<TopicPartition, StartPoint>> find(Offsets offsets, Set<TopicPartition> partitions);
}
