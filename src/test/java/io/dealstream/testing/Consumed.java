package io.dealstream.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads topics from their beginning: dead letters, and other records that a broker has kept.
public final class Consumed {

    private Consumed() {}

    /// The first records of a topic, in order within each partition, and of transactions only those that were
    /// completed. The topic need not be there yet.
    ///
    /// @param count how many to wait for; more come along if they arrive in the same batch
    /// @throws AssertionError if there are fewer after `limit`
    public static List<ConsumerRecord<byte[], byte[]>> atLeast(
            int count, String bootstrapServers, String topic, Duration limit) {
        return atLeast(count, bootstrapServers, topic, limit, record -> true);
    }

    /// The first records of a topic that are `wanted`, as above.
    public static List<ConsumerRecord<byte[], byte[]>> atLeast(
            int count,
            String bootstrapServers,
            String topic,
            Duration limit,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of();
            while (partitions.isEmpty() && System.nanoTime() < deadline) {
                partitions = consumer.partitionsFor(topic, limit).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
            }
            if (partitions.isEmpty()) {
                throw new AssertionError("there is no topic " + topic + " after " + limit);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (records.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (wanted.test(record)) {
                        records.add(record);
                    }
                }
            }
        }
        if (records.size() < count) {
            throw new AssertionError(
                    topic + " has " + records.size() + " records after " + limit + ", expected " + count);
        }
        return records;
    }
}
