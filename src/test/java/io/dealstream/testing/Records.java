package io.dealstream.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes records as the pipeline's workers do. A record counts as written when the broker has acknowledged it; the
/// producer is idempotent, so a retry of its own makes no second record.
public final class Records implements AutoCloseable {

    private static final String SOURCE = "/tests";

    private final KafkaProducer<byte[], byte[]> producer;
    private final long timeoutMillis;

    /// Connects to a broker.
    ///
    /// @param bootstrapServers `host:port`
    public Records(String bootstrapServers) {
        this(bootstrapServers, 30_000);
    }

    /// As above, with patience of its own.
    ///
    /// @param timeoutMillis how long a record may take to be acknowledged, retries included: longer than any outage
    ///     that a test makes
    public Records(String bootstrapServers, int timeoutMillis) {
        this(bootstrapServers, timeoutMillis, "none");
    }

    private Records(String bootstrapServers, int timeoutMillis, String compression) {
        this.timeoutMillis = timeoutMillis;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        compression,
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        Math.min(timeoutMillis, 5_000),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        timeoutMillis,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        timeoutMillis),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// A producer that compresses.
    ///
    /// @param compression Kafka's name: `none`, `gzip`, `lz4`, `snappy` or `zstd`
    public static Records compressed(String bootstrapServers, String compression) {
        return new Records(bootstrapServers, 30_000, compression);
    }

    /// A valid record in the binary mode of CloudEvents, with an id of its own.
    ///
    /// @param key what must stay in order, for example the deal's id
    /// @param json the value
    public static ProducerRecord<byte[], byte[]> event(
            String topic, String tenant, String type, String key, String json) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), bytes(json));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_type", type);
        header(record, "ce_id", UUID.randomUUID().toString());
        header(record, "ce_source", SOURCE);
        header(record, "ce_tenant", tenant);
        return record;
    }

    /// Puts a header in place of those of this name, for example `ce_time`.
    public static ProducerRecord<byte[], byte[]> header(
            ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().remove(name).add(name, bytes(value));
        return record;
    }

    /// Takes away the headers of this name.
    public static ProducerRecord<byte[], byte[]> without(ProducerRecord<byte[], byte[]> record, String name) {
        record.headers().remove(name);
        return record;
    }

    /// Writes a record and waits until it is acknowledged.
    public RecordMetadata write(ProducerRecord<byte[], byte[]> record) {
        return acknowledged(producer.send(record));
    }

    /// Writes many, in this order within each partition, and waits until all are acknowledged.
    public List<RecordMetadata> writeAll(Iterable<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        producer.flush();
        return sent.stream().map(this::acknowledged).toList();
    }

    @Override
    public void close() {
        producer.close();
    }

    private RecordMetadata acknowledged(Future<RecordMetadata> sent) {
        try {
            return sent.get(timeoutMillis + 5_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker did not acknowledge a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
