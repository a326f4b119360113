package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Answer;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The dialects' settings, where they are not the defaults.
@QuarkusTest
@TestProfile(OddSettings.class)
class OddSettingsTest extends ServiceTest {

    private static final String CASE = "/cases/c-1/progress";

    @Test
    void showsTheWorkspaceToWhoBringsNoCredential() {
        try (SseClient nobody = service.stream("/api/updates");
                SseClient owner = org.stream("/api/updates")) {
            records.write(update(OddSettings.WORKSPACE));
            assertThat(nobody.awaitEvents(1).getFirst().raw())
                    .isEqualTo("event: update\ndata: {\"opcode\":\"queue_paused\",\"data\":{\"source\":\"user\"}}\n\n");

            org.write(update(org.tenant()));
            owner.awaitEvents(1);
            assertThat(owner.events()).hasSize(1);
        }
    }

    @Test
    void aWrongCredentialIsNoMissingOne() {
        Answer answer = service.get("/api/updates", "X-API-Key", "sk_wrong");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The API key is not valid\"}");
    }

    @Test
    void accountEventsThatAreNotKeptHaveNoIdsAndNoPast() {
        String bearer = "Bearer " + org.key().secret();
        try (SseClient client = service.stream(
                "/api/v1/events?last_event_id=garbage", "Authorization", bearer, "Last-Event-ID", "garbage")) {
            org.write(Records.event(
                    Topics.ACCOUNTS, org.tenant(), "ai.response.complete", "u", "{\"conversation_id\":\"c\"}"));

            SseFrame first = client.awaitEvents(1).getFirst();
            assertThat(first.raw()).isEqualTo("event: ai.response.complete\ndata: {\"conversation_id\":\"c\"}\n\n");
            assertThat(client.frames()).noneMatch(frame -> frame.id() != null);
        }
        assertThat(service.get("/api/v1/events/poll", "Authorization", bearer).status())
                .isEqualTo(404);
    }

    @Test
    void tellsAUserHowManyRequestsAreLeftAndWhenToComeBack() {
        Organisation user = Organisation.create(service, records);
        String bearer = "Bearer " + user.key().secret();

        List<Answer> answers = Stream.generate(
                        () -> service.get("/api/v1/events?categories=none", "Authorization", bearer))
                .limit(4)
                .toList();

        assertThat(answers).extracting(Answer::status).containsExactly(422, 422, 422, 429);
        assertThat(answers)
                .extracting(answer -> answer.header("X-RateLimit-Remaining").orElseThrow())
                .containsExactly("2", "1", "0", "0");
        Answer refused = answers.getLast();
        assertThat(refused.header("X-RateLimit-Limit")).contains("3");
        assertThat(Integer.parseInt(refused.header("X-RateLimit-Reset").orElseThrow()))
                .isBetween(50, 60);
        String retryAfter = refused.header("Retry-After").orElseThrow();
        assertThat(Integer.parseInt(retryAfter)).isBetween(10, 20);
        assertThat(refused.header("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"retry_after\":" + retryAfter).contains("/errors/rate-limit-exceeded");
    }

    @Test
    void countsACallersPollsOfCases() {
        List<Answer> answers =
                Stream.generate(() -> org.get(CASE + "/poll")).limit(5).toList();

        assertThat(answers).extracting(Answer::status).containsExactly(200, 200, 200, 200, 429);
        assertThat(Integer.parseInt(answers.getLast().header("Retry-After").orElseThrow()))
                .isBetween(800, 900);
        assertThat(answers.getLast().body())
                .isEqualTo("{\"error_code\":\"request.rate-limit\",\"error_message\":\"Too many polls\"}");
    }

    @Test
    void countsACallersStreamsOfCasesWhateverElseTheKeyAllows() {
        try (SseClient first = org.stream(CASE + "/stream");
                SseClient second = org.stream("/cases/c-2/progress/stream");
                SseClient deal = org.stream("/v1/events/deals/1")) {
            assertThat(Stream.of(first, second, deal).map(SseClient::status)).containsOnly(200);

            Answer third = org.get(CASE + "/stream");

            assertThat(third.status()).isEqualTo(429);
            assertThat(third.header("Retry-After")).isPresent();
            assertThat(third.body()).contains("request.rate-limit");
        }
    }

    private static org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> update(String workspace) {
        return Records.event(Topics.FILES, workspace, "queue_paused", workspace, "{\"source\":\"user\"}");
    }
}
