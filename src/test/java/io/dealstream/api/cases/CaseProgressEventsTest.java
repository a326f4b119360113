package io.dealstream.api.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.api.Issuer;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.EventSourceClient;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/cases/{id}/progress/...` (cases.md).
@QuarkusTest
@TestProfile(ShortTimes.class)
class CaseProgressEventsTest extends ServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String COMPLETED = "event: stream_closed\ndata: {\"reason\":\"completed\"}\n\n";

    @Test
    void saysWhenItHappenedInTheData() {
        try (SseClient client = org.stream(stream("c-1"))) {
            long time = Instant.parse("2026-03-04T10:00:05.678Z").toEpochMilli();
            org.write(Records.header(progressed("c-1", "62.50"), "ce_time", "2026-03-04T10:00:05.678Z"));

            SseFrame frame = client.awaitEvents(1).getFirst();
            assertThat(frame.raw())
                    .isEqualTo("id: " + frame.id() + "\nevent: file.analysis.progress\n"
                            + "data: {\"type\":\"file.analysis.progress\",\"id\":\"" + frame.id()
                            + "\",\"timestamp\":" + time
                            + ",\"case_id\":\"c-1\",\"file_id\":\"f-1\",\"stage\":\"ocr\",\"progress\":62.50}\n\n");
        }
    }

    @Test
    void tellsOfFilesWhateverTheirNames() throws Exception {
        List<String> names = List.of(
                "Kontoauszug März 2026 (2).pdf",
                "../../a/b?c=d&e#f",
                "C:\\\\Users\\\\jo\\\\a.pdf",
                "\\\"id\\\":\\\"x\\\"",
                "a\u2028b",
                "\uD83D\uDCC4".repeat(1024));
        try (SseClient client = org.stream(stream("c-9"))) {
            for (String name : names) {
                org.write(Records.event(
                        Topics.CASES,
                        org.tenant(),
                        "file.analysis.progress",
                        "c-9",
                        "{\"case_id\":\"c-9\",\"file_id\":\"" + name + "\",\"stage\":\"ocr\",\"progress\":1}"));
            }

            List<SseFrame> events = client.awaitEvents(names.size());
            JsonNode polled =
                    JSON.readTree(org.get("/cases/c-9/progress/poll").body()).get("events");
            for (int i = 0; i < names.size(); i++) {
                JsonNode data = JSON.readTree(events.get(i).payload().orElseThrow());
                assertThat(data.get("file_id")).isEqualTo(JSON.readTree("\"" + names.get(i) + "\""));
                assertThat(polled.get(i)).isEqualTo(data);
            }
        }
    }

    @Test
    void closesBehindTheLastEventAndIsOverForWhoComesBack() {
        String last;
        try (SseClient client = org.stream(stream("c-2"))) {
            org.write(progressed("c-2", "100"), completed("c-2"));

            assertThat(client.awaitEnd(LIMIT)).isEqualTo(SseClient.End.COMPLETE);
            List<SseFrame> events = client.events();
            assertThat(events)
                    .extracting(SseFrame::event)
                    .containsExactly("file.analysis.progress", "case.analysis.completed", "stream_closed");
            assertThat(events.getLast().raw()).isEqualTo(COMPLETED);
            last = events.get(1).id();
        }
        assertThat(org.get(stream("c-2"), "Last-Event-ID", last).status()).isEqualTo(204);
    }

    @Test
    void aFinishedCaseIsClosedAtOnceAndAnEventSourceStops() {
        finish("c-3");

        try (SseClient client = org.stream(stream("c-3"))) {
            assertThat(client.awaitEnd(LIMIT)).isEqualTo(SseClient.End.COMPLETE);
            assertThat(client.events()).extracting(SseFrame::raw).containsExactly(COMPLETED);
        }
        try (EventSourceClient browser = org.follow(stream("c-3"))) {
            browser.awaitState(EventSourceClient.State.CLOSED, LIMIT);
        }
    }

    @Test
    void pollsFromTheOldestAndSaysWhenThereIsMore() throws Exception {
        finish("c-4");

        JsonNode first = JSON.readTree(org.get(poll("c-4") + "?limit=1").body());
        JsonNode rest = JSON.readTree(org.get(poll("c-4") + "?last_event_id="
                        + first.get("last_event_id").asText())
                .body());
        Answer over = org.get(
                poll("c-4") + "?last_event_id=" + rest.get("last_event_id").asText());

        assertThat(first.get("has_more").asBoolean()).isTrue();
        assertThat(first.get("events")).hasSize(1);
        assertThat(first.at("/events/0/type").asText()).isEqualTo("file.analysis.progress");
        assertThat(first.at("/events/0/progress").asText()).isEqualTo("40.0");
        assertThat(rest.get("has_more").asBoolean()).isFalse();
        assertThat(rest.get("events")).hasSize(1);
        assertThat(rest.at("/events/0/type").asText()).isEqualTo("case.analysis.completed");
        assertThat(rest.get("last_event_id")).isEqualTo(rest.at("/events/0/id"));
        assertThat(over.status()).isEqualTo(200);
        assertThat(over.body()).startsWith("{\"events\":[],\"has_more\":false,");
    }

    @Test
    void aCaseNeverHeardOfOpensAndWaits() {
        try (SseClient client = org.stream(stream("c-" + UUID.randomUUID()))) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.await(frame -> true).raw()).isEqualTo(": connected\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c%20x", "c%2Fx", "%00", "caf%C3%A9", "c%0D%0Ax"})
    void malformedIdsAreNotFound(String id) {
        for (String path : List.of(stream(id), poll(id))) {
            Answer answer = org.get(path);

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body()).contains("\"error_code\":\"request.");
        }
    }

    @Test
    void malformedIdsHaveTheirCode() {
        assertThat(org.get(stream("a".repeat(129))).body())
                .isEqualTo("{\"error_code\":\"request.cases.case.not-found\","
                        + "\"error_message\":\"There is no such case\"}");
    }

    @Test
    void looksForACredentialInFourPlaces() {
        String token = Issuer.trusted().token(org.tenant(), "cases:read", Duration.ofMinutes(1));
        String ticket = service.send(
                        "POST", "/v1/stream-tickets", "X-API-Key", org.key().secret())
                .body()
                .replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");

        try (SseClient header = org.stream(stream("c"));
                SseClient query =
                        service.stream(stream("c") + "?api_key=" + org.key().secret());
                SseClient jwt = service.stream(stream("c") + "?access_token=" + token);
                SseClient ticketed = service.stream(stream("c") + "?ticket=" + ticket)) {
            assertThat(List.of(header, query, jwt, ticketed))
                    .extracting(SseClient::status)
                    .containsOnly(200);
        }
    }

    @Test
    void saysWhatIsWrongWithACredential() {
        ApiKey expired = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES);
        org.introduce(expired);
        org.write(expired.expiring(Instant.now().minusSeconds(1)).toRecord());
        ApiKey narrow = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), List.of("deals:read"));
        org.introduce(narrow);

        assertCode(401, "request.authentication.invalid-token", service.get(stream("c")));
        assertCode(401, "request.authentication.invalid-token", service.get(stream("c") + "?access_token=eyJ.x.y"));
        assertCode(401, "request.authentication.api-key.invalid", service.get(stream("c") + "?api_key=wrong"));
        assertCode(
                401, "request.authentication.api-key.expired", service.get(stream("c"), "x-api-key", expired.secret()));
        assertCode(403, "request.forbidden", service.get(stream("c"), "x-api-key", narrow.secret()));
        assertCode(404, "request.not-found", org.get("/cases/c"));
        assertCode(422, "request.invalid", org.get(poll("c") + "?limit=0"));
        assertThat(org.get(poll("c") + "?limit=0").body()).contains("\"error_details\":{\"limit\":");
    }

    private static void assertCode(int status, String code, Answer answer) {
        assertThat(answer.body()).contains("\"error_code\":\"" + code + "\"");
        assertThat(answer.status()).isEqualTo(status);
    }

    /// A case that is complete, and that the service knows to be.
    private void finish(String id) {
        try (SseClient client = org.stream(stream(id))) {
            org.write(progressed(id, "40.0"), completed(id));
            assertThat(client.awaitEnd(LIMIT)).isEqualTo(SseClient.End.COMPLETE);
        }
    }

    private ProducerRecord<byte[], byte[]> progressed(String id, String progress) {
        return Records.event(
                Topics.CASES,
                org.tenant(),
                "file.analysis.progress",
                id,
                "{\"case_id\":\"" + id + "\",\"file_id\":\"f-1\",\"stage\":\"ocr\",\"progress\":" + progress + "}");
    }

    private ProducerRecord<byte[], byte[]> completed(String id) {
        return Records.event(Topics.CASES, org.tenant(), "case.analysis.completed", id, "{\"case_id\":\"" + id + "\"}");
    }

    private static String stream(String id) {
        return "/cases/" + id + "/progress/stream";
    }

    private static String poll(String id) {
        return "/cases/" + id + "/progress/poll";
    }
}
