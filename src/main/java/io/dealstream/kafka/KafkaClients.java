package io.dealstream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Makes Kafka clients from the broker's settings (`kafka.*`) and the settings that each purpose needs. Each
/// method throws [org.apache.kafka.common.KafkaException] when the client cannot be made, for example when the
/// broker's name cannot be resolved. Thread-safe.
public final class KafkaClients {

    private static final int MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// Fetches are large enough for 250,000 small records a second, and small enough for a replica with many
    /// partitions. A missing topic is looked for ten times a second: a topic that was made again must be
    /// noticed before it has grown past the old one's end, where reading would go on as if nothing had
    /// happened.
    private static final Map<String, Object> READING = Map.ofEntries(
            Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_000),
            Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * MIB),
            Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 * MIB),
            Map.entry(ConsumerConfig.RECEIVE_BUFFER_CONFIG, MIB),
            Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
            Map.entry(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 100));

    /// Read only committed records, from a position that is always given.
    private static final Map<String, Object> EXACT = Map.ofEntries(
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));

    /// The wait between retries is also how often a member's heartbeat thread wakes up.
    private static final Map<String, Object> MEMBERSHIP = Map.of(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 500);

    /// Dead letters are whole records, so they may be as large as any broker accepts. A record that cannot be
    /// written is given up before the transaction times out, and is tried again in another transaction.
    private static final Map<String, Object> WRITING = Map.ofEntries(
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 * MIB),
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 128L * MIB),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000));

    /// For records that somebody waits for. Sending never blocks, so any thread may send. The record leaves at
    /// once, and all of the broker's replicas have it before it can be read. It may be written twice.
    private static final Map<String, Object> PROMPT = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false,
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 0,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);

    /// For records that must not be lost, in order. A record that takes longer than half a minute is sent
    /// again. A short reconnect time notices soon that Kafka is back, because readers are shown events
    /// meanwhile.
    private static final Map<String, Object> RECORDING = Map.of(
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200,
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);

    private final Map<String, Object> broker;
    private final AtomicInteger made = new AtomicInteger();

    /// @param broker the settings of the connection: addresses, security; with the names of Kafka's documentation
    public KafkaClients(Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /// A consumer without a group: its owner assigns partitions and positions. It sees only committed records,
    /// fails where a position is out of range, and makes no topics.
    ///
    /// @param purpose part of the client id
    public Consumer<byte[], byte[]> reader(String purpose) {
        Map<String, Object> settings = settings(purpose, READING, EXACT);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// A consumer in a group, otherwise like [#reader].
    ///
    /// @param purpose part of the client id
    /// @param group the group's id
    /// @param discoveryInterval how soon new topics and partitions are noticed
    public Consumer<byte[], byte[]> member(String purpose, String group, Duration discoveryInterval) {
        Map<String, Object> settings = settings(purpose, MEMBERSHIP, EXACT);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, Long.toString(discoveryInterval.toMillis()));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// A producer whose records are on all of the broker's in-sync replicas once they are acknowledged.
    ///
    /// @param purpose part of the client id
    public Producer<byte[], byte[]> producer(String purpose) {
        Map<String, Object> settings = settings(purpose, Map.of(), Map.of(ProducerConfig.ACKS_CONFIG, "all"));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// A producer that never blocks. It accepts records only after it was asked for the topic's partitions and
    /// has learnt them. It gives a record up after five seconds.
    ///
    /// @param purpose part of the client id
    public Producer<byte[], byte[]> prompt(String purpose) {
        return new KafkaProducer<>(
                settings(purpose, Map.of(), PROMPT), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// A producer for a steady flow of records, which are safe and in order once they are acknowledged.
    ///
    /// @param purpose part of the client id
    public Producer<byte[], byte[]> recorder(String purpose) {
        Map<String, Object> settings = settings(
                purpose,
                RECORDING,
                Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// A producer for transactions.
    ///
    /// @param purpose part of the client id
    /// @param transactionalId the transactional id, which no other producer may have at the same time
    /// @param patience how long a transaction may stay open before the broker ends it
    public Producer<byte[], byte[]> writer(String purpose, String transactionalId, Duration patience) {
        Map<String, Object> settings = settings(purpose, Map.of(), WRITING);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(patience.toMillis()));
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// Connections for one thread, whose consumer is a [#reader].
    ///
    /// @param purpose part of the client ids
    public Connections connections(String purpose) {
        return new Connections(() -> reader(purpose), () -> admin(purpose), PATIENCE);
    }

    /// An administrative client.
    ///
    /// @param purpose part of the client id
    public Admin admin(String purpose) {
        return Admin.create(settings(purpose, Map.of(), Map.of()));
    }

    /// Merges settings: the operator's override the defaults, and what correctness needs overrides both.
    private Map<String, Object> settings(String purpose, Map<String, Object> defaults, Map<String, Object> musts) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.putAll(broker);
        settings.putAll(musts);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "dealstream-" + purpose + "-" + made.incrementAndGet());
        return settings;
    }
}
