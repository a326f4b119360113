package io.dealstream.local;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Makes records of samples as any producer would: CloudEvents 1.0, Kafka binding, binary mode.
///
/// @param ids makes the `ce_id`s
record SampleWriter(TopicNames topics, String tenant, InstantSource clock, Supplier<String> ids) {

    private static final String SOURCE = "/sample-pipeline";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    ProducerRecord<String, byte[]> record(Sample sample) {
        Instant now = clock.instant();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.of(sample.topic()), sample.key(), json(sample, now));
        header(record, "content-type", "application/json");
        header(record, "ce_specversion", "1.0");
        header(record, "ce_type", sample.type());
        header(record, "ce_source", SOURCE);
        header(record, "ce_id", ids.get());
        header(record, "ce_time", now.truncatedTo(ChronoUnit.MILLIS).toString());
        header(record, "ce_tenant", tenant);
        return record;
    }

    private static byte[] json(Sample sample, Instant now) {
        Map<String, Object> data = new LinkedHashMap<>(sample.data());
        data.replaceAll((field, value) ->
                value.equals(Sample.NOW) ? now.truncatedTo(ChronoUnit.SECONDS).toString() : value);
        try {
            return JSON.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + sample.type(), e);
        }
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
