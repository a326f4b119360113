package io.dealstream.access;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Makes the Kafka clients that read and write the topic of keys.
///
/// @param base what all of the application's clients share: addresses, SASL, TLS
record KeyClients(Map<String, Object> base) {

    private static final int ADMIN_TIMEOUT_MILLIS = 10_000;

    KeyClients {
        base = Map.copyOf(base);
    }

    /// An admin client that gives up soon, so that it is known when the broker is away.
    Admin admin() {
        return Admin.create(with(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS)));
    }

    /// A consumer without a group: each replica reads all keys. Changes of a transaction that was given up are none.
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = with(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false));
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// A producer whose records are safe on all replicas of the broker once acknowledged.
    Producer<byte[], byte[]> producer() {
        Map<String, Object> config = with(Map.of(ProducerConfig.ACKS_CONFIG, "all"));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> config = new HashMap<>(base);
        config.putAll(own);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "dealstream-api-keys");
        return config;
    }
}
