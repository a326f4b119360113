package io.dealstream.intake;

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
record RecordBuilder(String topic, Map<String, byte[]> headers, byte @Nullable [] value) {

    static final long TIMESTAMP = 1_772_618_460_123L;

    /// A complete record in binary mode.
    static RecordBuilder binary(String type, String value) {
        return new RecordBuilder("processing-events", Map.of(), bytes(value))
                .header("ce_specversion", "1.0")
                .header("ce_type", type)
                .header("ce_id", "e-1")
                .header("ce_source", "/pipeline/worker-3")
                .header("ce_tenant", "org_7");
    }

    /// A record in structured mode with no header but its content type.
    static RecordBuilder structured(String envelope) {
        return new RecordBuilder("processing-events", Map.of(), bytes(envelope))
                .header("content-type", "application/cloudevents+json");
    }

    RecordBuilder on(String other) {
        return new RecordBuilder(other, headers, value);
    }

    RecordBuilder header(String key, String text) {
        return header(key, bytes(text));
    }

    RecordBuilder header(String key, byte[] bytes) {
        Map<String, byte[]> more = new LinkedHashMap<>(headers);
        more.put(key, bytes);
        return new RecordBuilder(topic, more, value);
    }

    RecordBuilder without(String key) {
        Map<String, byte[]> fewer = new LinkedHashMap<>(headers);
        fewer.remove(key);
        return new RecordBuilder(topic, fewer, value);
    }

    RecordBuilder value(byte @Nullable [] other) {
        return new RecordBuilder(topic, headers, other);
    }

    ConsumerRecord<byte[], byte[]> build() {
        RecordHeaders made = new RecordHeaders();
        headers.forEach(made::add);
        return record(topic, made, value);
    }

    @SuppressWarnings("NullAway") // Kafka's tombstones have a null value, which its types do not say
    static ConsumerRecord<byte[], byte[]> record(String topic, RecordHeaders headers, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                topic,
                0,
                17,
                TIMESTAMP,
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
