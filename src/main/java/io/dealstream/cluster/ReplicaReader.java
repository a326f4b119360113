package io.dealstream.cluster;

import io.dealstream.kafka.Listing.Sighting;
import io.dealstream.kafka.WholeTopic;
import io.dealstream.tasks.SparseLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/// Reads one incarnation of the topic of replicas from its beginning. Throws what Kafka throws; then it must be
/// closed. Not thread-safe.
final class ReplicaReader {

    private static final int LONGEST_ID = 128;

    private final String name;
    private final WholeTopic topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Replicas replicas;
    private final SparseLog log;

    ReplicaReader(
            String name, Sighting.Present found, Consumer<byte[], byte[]> consumer, Replicas replicas, SparseLog log) {
        this.name = name;
        this.topic = new WholeTopic(name, found, consumer);
        this.consumer = consumer;
        this.replicas = replicas;
        this.log = log;
    }

    boolean reads(Uuid incarnation) {
        return topic.is(incarnation);
    }

    /// Also reads the partitions that were added to the topic.
    ///
    /// @param count how many partitions the topic has now
    void follow(int count) {
        topic.follow(count);
    }

    /// Waits up to `wait` for reports and passes them on.
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
        // an earlier record may be of a replica that has ended
        report.ifPresentOrElse(read -> replicas.heard(read, !topic.stoodThere(one)), this::skip);
    }

    private void skip() {
        log.warn("report", "Skipped a record of " + name + " that is no replica's report");
    }
}
