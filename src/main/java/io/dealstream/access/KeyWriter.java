package io.dealstream.access;

import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Listing;
import io.dealstream.kafka.Listing.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Changes the topic of keys. Every method returns when the broker has acknowledged, and throws what Kafka
/// throws.
final class KeyWriter {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final String topic;

    KeyWriter(KafkaClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    String name() {
        return topic;
    }

    /// Whether the topic exists.
    boolean exists() {
        return find().isPresent();
    }

    /// Creates the topic: compacted, with one partition and the broker's default number of replicas.
    void create() throws InterruptedException {
        try (Admin admin = clients.admin(KeyReader.PURPOSE)) {
            NewTopic compacted = new NewTopic(topic, Optional.of(1), Optional.empty())
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            await(admin.createTopics(List.of(compacted))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
    }

    /// Reads all keys that the topic has now.
    ///
    /// @throws UnknownTopicOrPartitionException when there is no topic
    KeyLog read() {
        try (KeyReader reader = KeyReader.open(topic, topic(), clients, Integer.MAX_VALUE)) {
            return reader.readAll();
        }
    }

    /// Writes a new key.
    void add(KeyRecord key) throws InterruptedException {
        try (Producer<byte[], byte[]> producer = clients.producer(KeyReader.PURPOSE)) {
            await(producer.send(new ProducerRecord<>(topic, bytes(key.hash()), KeyJson.write(key))));
        }
    }

    /// Writes a new version of a key, or deletes the key. The record goes to every partition, because a writer
    /// with another partitioner may have put the key into any of them.
    ///
    /// @param key the new version; null: delete
    void change(KeyHash hash, @Nullable KeyRecord key) throws InterruptedException {
        byte[] value = key == null ? null : KeyJson.write(key);
        List<Future<?>> sent = new ArrayList<>();
        int partitions = topic().partitions();
        try (Producer<byte[], byte[]> producer = clients.producer(KeyReader.PURPOSE)) {
            for (int partition = 0; partition < partitions; partition++) {
                sent.add(producer.send(new ProducerRecord<>(topic, partition, bytes(hash), value)));
            }
            for (Future<?> acknowledgement : sent) {
                await(acknowledgement);
            }
        }
    }

    private Sighting.Present topic() {
        return find().orElseThrow(() -> new UnknownTopicOrPartitionException("there is no topic " + topic));
    }

    private Optional<Sighting.Present> find() {
        try (Admin admin = clients.admin(KeyReader.PURPOSE)) {
            Listing listing = FollowedTopics.list(admin, List.of(topic), PATIENCE, InstantSource.system());
            return switch (Objects.requireNonNull(listing.topics().get(topic))) {
                case Sighting.Present present -> Optional.of(present);
                case Sighting.Absent() -> Optional.empty();
                case Sighting.Refused(Throwable cause) -> throw kafkas(cause);
                case Sighting.Unanswered(Throwable cause) -> throw kafkas(cause);
            };
        }
    }

    private static void await(Future<?> acknowledgement) throws InterruptedException {
        try {
            acknowledgement.get();
        } catch (ExecutionException e) {
            throw kafkas(e.getCause());
        }
    }

    private static RuntimeException kafkas(@Nullable Throwable cause) {
        return cause instanceof KafkaException known ? known : new KafkaException(cause);
    }

    private static byte[] bytes(KeyHash hash) {
        return hash.hex().getBytes(StandardCharsets.US_ASCII);
    }
}
