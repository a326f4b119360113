package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Answer;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Health, metrics and the API's own description.
@QuarkusTest
@TestProfile(ShortTimes.class)
class SeenFromOutsideTest extends ServiceTest {

    @Test
    void isAliveAndReady() {
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health")) {
            Answer answer = service.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains("\"status\": \"UP\"");
        }
    }

    @Test
    void countsWhatItDoes() {
        Metrics before = Metrics.of(service);
        try (SseClient deal = org.stream("/v1/events/deals/7");
                SseClient organisation = org.stream("/v1/events/org");
                SseClient lost = org.stream("/v1/events/batches/b", "Last-Event-ID", "garbage")) {
            org.write(
                    org.deal(7).started(1),
                    org.deal(7).started(1),
                    Records.header(org.deal(7).started(1), "ce_type", "nothing"));
            deal.awaitEvents(2);
            organisation.awaitEvents(2);
            lost.awaitEvents(1);
            service.get("/v1/events/org", "Accept", "text/event-stream");

            Metrics now = Metrics.of(service);

            assertThat(rise(before, now, "dealstream_streams_opened_total", "endpoint=\"deals\""))
                    .isEqualTo(1);
            assertThat(now.value("dealstream_streams_open", "endpoint=\"organisation\""))
                    .isPositive();
            assertThat(rise(before, now, "dealstream_events_published_total", "type=\"processing.started\""))
                    .isEqualTo(2);
            assertThat(rise(before, now, "dealstream_records_taken_total", "type=\"processing.started\""))
                    .isEqualTo(2);
            assertThat(rise(before, now, "dealstream_deliveries_total", "stream=\"deal\""))
                    .isEqualTo(2);
            assertThat(rise(before, now, "dealstream_deliveries_total", "stream=\"organisation\""))
                    .isEqualTo(2);
            assertThat(rise(before, now, "dealstream_streams_reset_total", "reason=\"unknown\""))
                    .isEqualTo(1);
            assertThat(rise(before, now, "dealstream_requests_refused_total", "reason=\"no_credential\""))
                    .isEqualTo(1);
            assertThat(rise(before, now, "dealstream_delivery_latency_seconds_count", "stream=\"deal\""))
                    .isEqualTo(2);
        }
        Awaitility.await().untilAsserted(() -> {
            Metrics now = Metrics.of(service);
            assertThat(rise(before, now, "dealstream_records_rejected_total", "reason=\"unknown-type\""))
                    .isEqualTo(1);
            assertThat(rise(before, now, "dealstream_dead_letters_written_total", "reason=\"unknown-type\""))
                    .isEqualTo(1);
            assertThat(rise(before, now, "dealstream_streams_ended_total", "endpoint=\"deals\""))
                    .isEqualTo(1);
        });
    }

    @Test
    void countsAProducersRetryAndDeliversItOnce() {
        var record = org.deal(7).started(1);
        Metrics before = Metrics.of(service);
        try (SseClient client = org.stream("/v1/events/deals/7")) {
            org.write(record, record, org.deal(7).progressed(1, 50));

            assertThat(client.awaitEvents(2).getLast().is("processing.progress"))
                    .isTrue();
            assertThat(rise(before, Metrics.of(service), "dealstream_records_repeated_total"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dealstream_streams_open",
                "dealstream_kafka_lag",
                "dealstream_journal_size_bytes",
                "dealstream_delivery_latency_seconds_bucket",
                "jvm_memory_used_bytes"
            })
    void showsMetric(String name) {
        try (SseClient client = org.stream("/v1/events/org")) {
            org.write(org.deal(1).started(1));
            client.awaitEvents(1);
        }
        assertThat(Metrics.of(service).has(name)).isTrue();
    }

    @Test
    void keepsStreamsOutOfTheTimesOfRequests() {
        try (SseClient client = org.stream("/v1/events/deals/7")) {
            assertThat(client.status()).isEqualTo(200);
        }
        assertThat(Metrics.of(service).text().lines().filter(line -> line.startsWith("http_server_requests")))
                .noneMatch(line -> line.contains("/v1/events"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/events/deals/{deal_id}",
                "/v1/events/deals/{deal_id}/poll",
                "/v1/events/deals/{deal_id}/snapshot",
                "/v1/events/org",
                "/v1/events/org/poll",
                "/v1/events/batches/{batch_id}",
                "/v1/events/batches/{batch_id}/poll",
                "/v1/events/batches/{batch_id}/snapshot",
                "/v1/stream-tickets",
                "/api/updates",
                "/api/v1/events",
                "/cases/{id}/progress/stream",
                "/cases/{id}/progress/poll"
            })
    void describesEveryEndpoint(String path) {
        assertThat(service.get("/q/openapi").body().lines())
                .anyMatch(line -> line.strip()
                        .replaceAll("[\"']", "")
                        .replaceAll("\\{[^}]*id}", "{}")
                        .equals(path.replaceAll("\\{[^}]*id}", "{}") + ":"));
    }

    @Test
    void showsTheDescriptionToPeople() {
        assertThat(service.get("/q/swagger-ui/").status()).isEqualTo(200);
    }

    private static double rise(Metrics before, Metrics now, String name, String... tags) {
        return now.value(name, tags) - before.value(name, tags);
    }
}
