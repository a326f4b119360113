package io.dealstream.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest {

    private final EmbeddedKafka kafka = EmbeddedKafka.shared();

    @Test
    void hasTheTopicsOfTheContract() throws Exception {
        try (Admin admin = Admin.create(
                Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            assertThat(admin.describeTopics(Topics.EVENTS).allTopicNames().get().values())
                    .hasSize(6)
                    .extracting(TopicDescription::partitions)
                    .allMatch(partitions -> partitions.size() == Topics.PARTITIONS);
            assertThat(admin.describeTopics(List.of(Topics.KEYS))
                            .allTopicNames()
                            .get())
                    .hasSize(1);
        }
    }

    @Test
    void keepsWhatARecordWriterWasToldIsWritten() {
        try (Records records = new Records(kafka.bootstrapServers())) {
            var sent = records.write(Records.header(
                    Records.event(Topics.DEALS, "acme", "deal.created", "7", "{\"deal_id\":7}"),
                    "ce_time",
                    "2026-03-04T10:00:00Z"));

            ConsumerRecord<byte[], byte[]> kept =
                    Consumed.atLeast(1, kafka.bootstrapServers(), Topics.DEALS, Duration.ofSeconds(10)).stream()
                            .filter(record ->
                                    record.partition() == sent.partition() && record.offset() == sent.offset())
                            .findAny()
                            .orElseThrow();

            assertThat(kept.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            assertThat(text(kept.key())).isEqualTo("7");
            assertThat(text(kept.value())).isEqualTo("{\"deal_id\":7}");
            assertThat(kept.headers().toArray())
                    .extracting(Header::key)
                    .containsExactlyInAnyOrder(
                            "ce_specversion", "ce_type", "ce_id", "ce_source", "ce_tenant", "ce_time");
            assertThat(text(kept.headers().lastHeader("ce_tenant").value())).isEqualTo("acme");
        }
    }

    @Test
    void keepsTheOrderOfManyRecordsWithOneKey() {
        try (Records records = new Records(kafka.bootstrapServers())) {
            records.writeAll(IntStream.range(0, 500)
                    .mapToObj(i -> Records.event(Topics.FILES, "acme", "status_update", "space", "{\"n\":" + i + "}"))
                    .toList());

            assertThat(Consumed.atLeast(500, kafka.bootstrapServers(), Topics.FILES, Duration.ofSeconds(10)))
                    .extracting(record -> text(record.value()))
                    .containsExactlyElementsOf(IntStream.range(0, 500)
                            .mapToObj(i -> "{\"n\":" + i + "}")
                            .toList());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
