package io.dealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SampleWriterTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:01:12.345678Z");

    @Test
    void writesACloudEventInBinaryMode() {
        SampleWriter writer = new SampleWriter(
                new TopicNames(Map.of(Topic.PROCESSING, "pipe"), "-dead", List.of("keys"), "tickets"),
                "demo",
                InstantSource.fixed(NOW),
                () -> "id-1");

        ProducerRecord<String, byte[]> record = writer.record(new Sample(Topic.PROCESSING, 42, "metrics_complete")
                .with("deal_id", 42)
                .with("avg_daily_balance", new BigDecimal("34500.00"))
                .with("timestamp", Sample.NOW));

        assertThat(record.topic()).isEqualTo("pipe");
        assertThat(record.key()).isEqualTo("42");
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"deal_id\":42,\"avg_daily_balance\":34500.00,\"timestamp\":\"2026-03-04T10:01:12Z\"}");
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "content-type", "application/json",
                        "ce_specversion", "1.0",
                        "ce_type", "metrics_complete",
                        "ce_source", "/sample-pipeline",
                        "ce_id", "id-1",
                        "ce_time", "2026-03-04T10:01:12.345Z",
                        "ce_tenant", "demo"));
    }
}
