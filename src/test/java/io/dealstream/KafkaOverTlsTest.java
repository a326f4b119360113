package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.LogCapture;
import io.dealstream.testing.Answer;
import io.dealstream.testing.Certificates;
import io.dealstream.testing.Consumed;
import io.dealstream.testing.GuardedKafka;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each of the service's Kafka clients before a broker that lets nobody in without TLS and proof, and that gives the
/// service's user just the rights of `deployment/kafka/users.yaml`. One subclass for each kind of proof.
abstract class KafkaOverTlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @InjectKafka
    GuardedKafka kafka;

    @TestHTTPResource
    URI base;

    private Service service;
    private Records records;
    private Organisation org;

    @BeforeEach
    void connect() {
        service = Service.ready(base.getPort());
        records = new Records(kafka.bootstrapServers());
        org = Organisation.create(service, records); // a key that the service has read from its topic
    }

    @AfterEach
    void disconnect() {
        records.close();
    }

    @Test
    void readsEventsAndKeys() {
        try (SseClient client = org.stream("/v1/events/org")) {
            org.write(org.deal(1).created("live"));

            assertThat(client.awaitEvents(1).getFirst().raw()).contains("live");
        }
    }

    @Test
    void readsThePastAgain() {
        long before = System.currentTimeMillis();
        org.write(org.deal(1).created("past"));
        double passes = passes();

        Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
            Answer answer = org.get("/v1/events/org/poll?since=" + before);
            assertThat(answer.body()).contains("past");
            assertThat(passes()).isGreaterThan(passes);
        });
    }

    @Test
    void setsBadRecordsAsideWithoutAWord() {
        try (LogCapture logs = LogCapture.ofEverything()) {
            setBadRecordAside();

            assertThat(logs.lines()).noneMatch(line -> line.contains("Could not make the topic"));
        }
    }

    private void setBadRecordAside() {
        records.write(Records.event(Topics.DEALS, org.tenant(), "deal.created", "1", "no JSON at all"));

        ConsumerRecord<byte[], byte[]> letter = Consumed.atLeast(
                        1, kafka.bootstrapServers(), Topics.DEALS + "-dead-letters", LIMIT)
                .getFirst();
        assertThat(new String(letter.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                .isEqualTo("not-json");
    }

    /// Over a channel, whose client is made by the framework.
    @Test
    void tellsOtherReplicasOfItself() {
        ConsumerRecord<byte[], byte[]> report = Consumed.atLeast(1, kafka.bootstrapServers(), Topics.REPLICAS, LIMIT)
                .getFirst();

        assertThat(report.value()).asString().contains("\"state\":\"");
    }

    @Test
    void logsNoPassword() {
        try (LogCapture logs = LogCapture.ofEverything()) {
            long before = System.currentTimeMillis();
            org.write(org.deal(1).created("to read again"));
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                org.get("/v1/events/org/poll?since=" + before);
                assertThat(logs.lines()).anyMatch(line -> line.contains("org.apache.kafka"));
            });

            assertThat(logs.lines())
                    .noneMatch(line -> line.contains(GuardedKafka.PASSWORD) || line.contains(Certificates.PASSWORD));
        }
    }

    private double passes() {
        return service.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("dealstream_history_passes_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
