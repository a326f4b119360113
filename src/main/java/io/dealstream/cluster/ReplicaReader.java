package io.dealstream.cluster;

import io.dealstream.kafka.Listing.Sighting;
import io.dealstream.tasks.SparseLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/// Reads one incarnation of the topic of replicas, from its beginning on. Throws what Kafka throws; after that it is of
/// no more use. Not thread-safe.
final class ReplicaReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_ID = 128;

    private final String topic;
    private final Uuid id;
    private final Consumer<byte[], byte[]> consumer;
    private final Replicas replicas;
    private final SparseLog log;
    /// Where each partition ended when it was first read: what stands before may be of replicas that are no more.
    private final Map<Integer, Long> ends = new HashMap<>();

    ReplicaReader(
            String topic, Sighting.Present found, Consumer<byte[], byte[]> consumer, Replicas replicas, SparseLog log) {
        this.topic = topic;
        this.id = found.id();
        this.consumer = consumer;
        this.replicas = replicas;
        this.log = log;
        follow(found.partitions());
    }

    boolean reads(Uuid incarnation) {
        return id.equals(incarnation);
    }

    /// Also reads the partitions that the topic has been given since.
    void follow(int count) {
        if (count <= ends.size()) {
            return;
        }
        List<TopicPartition> fresh = partitions(ends.size(), count);
        consumer.assign(partitions(0, count));
        consumer.seekToBeginning(fresh);
        consumer.endOffsets(fresh, TIMEOUT).forEach((partition, end) -> ends.put(partition.partition(), end));
    }

    private List<TopicPartition> partitions(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index -> new TopicPartition(topic, index))
                .toList();
    }

    /// Waits up to `wait` for reports.
    void read(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(wait)) {
            take(one);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> one) {
        if (one.key() == null || one.key().length > LONGEST_ID) {
            skip();
            return;
        }
        String replica = new String(one.key(), StandardCharsets.UTF_8);
        if (one.value() == null) {
            replicas.ended(replica);
            return;
        }
        Optional<ReplicaReport> report = ReportJson.read(replica, one.value());
        report.ifPresentOrElse(read -> replicas.heard(read, one.offset() >= end(one)), this::skip);
    }

    private long end(ConsumerRecord<byte[], byte[]> one) {
        return ends.getOrDefault(one.partition(), 0L);
    }

    private void skip() {
        log.warn("report", "Skipped a record of " + topic + " that is no replica's report");
    }
}
