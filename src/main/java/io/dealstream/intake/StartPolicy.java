package io.dealstream.intake;

import io.dealstream.kafka.Offsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/// Decides where the reading of partitions begins.
interface StartPolicy {

    /// Finds the start points of some partitions. The future never fails: a partition whose point could not be
    /// found is missing, and is asked about again.
    CompletableFuture<Map<TopicPartition, StartPoint>> find(Offsets offsets, Set<TopicPartition> partitions);
}
