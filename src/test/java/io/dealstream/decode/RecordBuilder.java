package io.dealstream.decode;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Makes records as a producer would. Every step answers a new builder.
@SuppressWarnings("ArrayRecordComponent") // never compared
record RecordBuilder(String topic, Map<String, byte[]> headers, byte @Nullable [] value, long timestamp) {

    static final long TIMESTAMP = 1_772_618_460_123L;

    /// A complete record in binary mode.
    static RecordBuilder binary(String type, String value) {
        return new RecordBuilder("processing-events", Map.of(), bytes(value), TIMESTAMP)
                .header("ce_specversion", "1.0")
                .header("ce_type", type)
                .header("ce_id", "e-1")
                .header("ce_source", "/pipeline/worker-3")
                .header("ce_tenant", "org_7");
    }

    /// A record in structured mode with no header but its content type.
    static RecordBuilder structured(String envelope) {
        return new RecordBuilder("processing-events", Map.of(), bytes(envelope), TIMESTAMP)
                .header("content-type", "application/cloudevents+json");
    }

    RecordBuilder on(String other) {
        return new RecordBuilder(other, headers, value, timestamp);
    }

    RecordBuilder header(String key, String text) {
        return header(key, bytes(text));
    }

    RecordBuilder header(String key, byte[] bytes) {
        Map<String, byte[]> more = new LinkedHashMap<>(headers);
        more.put(key, bytes);
        return new RecordBuilder(topic, more, value, timestamp);
    }

    RecordBuilder without(String key) {
        Map<String, byte[]> fewer = new LinkedHashMap<>(headers);
        fewer.remove(key);
        return new RecordBuilder(topic, fewer, value, timestamp);
    }

    RecordBuilder value(byte @Nullable [] other) {
        return new RecordBuilder(topic, headers, other, timestamp);
    }

    RecordBuilder at(long epochMillis) {
        return new RecordBuilder(topic, headers, value, epochMillis);
    }

    ConsumerRecord<byte[], byte[]> build() {
        RecordHeaders made = new RecordHeaders();
        headers.forEach(made::add);
        return record(topic, made, value, timestamp);
    }

    static ConsumerRecord<byte[], byte[]> record(String topic, RecordHeaders headers, byte @Nullable [] value) {
        return record(topic, headers, value, TIMESTAMP);
    }

    @SuppressWarnings("NullAway") // Kafka's tombstones have a null value, which its types do not say
    private static ConsumerRecord<byte[], byte[]> record(
            String topic, RecordHeaders headers, byte @Nullable [] value, long timestamp) {
        return new ConsumerRecord<>(
                topic,
                0,
                17,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes("42"),
                value,
                headers,
                Optional.empty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
