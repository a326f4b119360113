package io.dealstream.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Changes the topic of keys. Every method returns when the broker has acknowledged, and throws what Kafka throws.
final class KeyWriter {

    private final KeyClients clients;
    private final String topic;

    KeyWriter(KeyClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    String name() {
        return topic;
    }

    /// Whether the topic exists.
    boolean exists() throws InterruptedException {
        return find().isPresent();
    }

    /// Creates the topic, compacted, with one partition and as many replicas as the broker holds for usual.
    void create() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            NewTopic compacted = new NewTopic(topic, Optional.of(1), Optional.empty())
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            await(admin.createTopics(List.of(compacted))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
    }

    /// All keys that the topic has now.
    ///
    /// @throws UnknownTopicOrPartitionException when there is no topic
    KeyLog read() throws InterruptedException {
        try (KeyReader reader = KeyReader.open(topic, topic(), clients, Integer.MAX_VALUE)) {
            return reader.readAll();
        }
    }

    /// Writes a new key.
    void add(KeyRecord key) throws InterruptedException {
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            await(producer.send(new ProducerRecord<>(topic, bytes(key.hash()), KeyJson.write(key))));
        }
    }

    /// Writes a key anew, or deletes it. The record goes to every partition, as a writer with another partitioner may
    /// have put the key into any of them.
    ///
    /// @param key null: delete
    void change(KeyHash hash, @Nullable KeyRecord key) throws InterruptedException {
        byte[] value = key == null ? null : KeyJson.write(key);
        List<Future<?>> sent = new ArrayList<>();
        int partitions = topic().partitions();
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            for (int partition = 0; partition < partitions; partition++) {
                sent.add(producer.send(new ProducerRecord<>(topic, partition, bytes(hash), value)));
            }
            for (Future<?> acknowledgement : sent) {
                await(acknowledgement);
            }
        }
    }

    private TopicWatch.Sighting.Present topic() throws InterruptedException {
        return find().orElseThrow(() -> new UnknownTopicOrPartitionException("there is no topic " + topic));
    }

    private Optional<TopicWatch.Sighting.Present> find() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            TopicDescription found =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return Optional.ofNullable(found)
                    .map(there -> new TopicWatch.Sighting.Present(
                            there.topicId(), there.partitions().size()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw kafkas(e);
        }
    }

    private static void await(Future<?> acknowledgement) throws InterruptedException {
        try {
            acknowledgement.get();
        } catch (ExecutionException e) {
            throw kafkas(e);
        }
    }

    private static RuntimeException kafkas(ExecutionException e) {
        return e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }

    private static byte[] bytes(KeyHash hash) {
        return hash.hex().getBytes(StandardCharsets.US_ASCII);
    }
}
