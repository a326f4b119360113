package io.dealstream.intake;

import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What tests do to topics, and read from them, besides the intake.
record Cluster(String bootstrapServers) {

    /// What an administrator does.
    interface Deed {
        KafkaFuture<?> of(Admin admin);
    }

    /// Makes a topic and waits until its leaders know it, not only the controller.
    void make(String topic, int partitions, Map<String, String> settings) {
        Topics.create(bootstrapServers, List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)));
    }

    /// The partitions of a topic.
    Set<TopicPartition> partitions(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin
                    .describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get(30, TimeUnit.SECONDS)
                    .partitions()
                    .stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toSet());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void set(String topic, String setting, String value) {
        administer(admin -> admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                .all());
    }

    void administer(Deed deed) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            deed.of(admin).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// The value of a good record.
    static String goodValue(int number) {
        return "{\"deal_id\":" + number + ",\"business_name\":\"Acme\",\"created_by\":\"jo\"}";
    }

    /// Good records with the numbers from `from` up to but without `to`.
    static List<String> goodValues(int from, int to) {
        return IntStream.range(from, to).mapToObj(Cluster::goodValue).toList();
    }

    static ProducerRecord<byte[], byte[]> good(String topic, int number) {
        return Records.event(topic, "acme", "deal.created", Integer.toString(number), goodValue(number));
    }

    static ProducerRecord<byte[], byte[]> poison(String topic, int number) {
        return Records.event(topic, "acme", "deal.created", Integer.toString(number), "no JSON " + number);
    }

    /// The record in one partition, with a time.
    static ProducerRecord<byte[], byte[]> at(ProducerRecord<byte[], byte[]> record, int partition, long timestamp) {
        return new ProducerRecord<>(
                record.topic(), partition, timestamp, record.key(), record.value(), record.headers());
    }

    static List<ProducerRecord<byte[], byte[]>> goods(String topic, int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> good(topic, number)).toList();
    }

    /// A producer that writes in transactions.
    Producer<byte[], byte[]> transactional(String id) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        id),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /// Writes a record and waits until it is acknowledged.
    static void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// All committed records of a topic that exists, as of now.
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
