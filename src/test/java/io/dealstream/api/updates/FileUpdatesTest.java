package io.dealstream.api.updates;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.Issuer;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/api/updates` (updates.md).
@QuarkusTest
@TestProfile(ShortTimes.class)
class FileUpdatesTest extends ServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/updates", "/api/updates/"})
    void isServedWithAndWithoutASlash(String path) {
        try (SseClient client = org.stream(path)) {
            assertThat(client.status()).isEqualTo(200);
            org.write(update("scheduler_paused", "{ }"));

            assertThat(client.awaitEvents(1).getFirst().raw())
                    .isEqualTo("event: update\ndata: {\"opcode\":\"scheduler_paused\",\"data\":{ }}\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream;q=0", "text/html, application/xml"})
    void answers400ToWhoTakesNoEventStream(String accept) {
        Answer answer = org.get("/api/updates", "Accept", accept);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.body()).isEqualTo("{\"error\":\"Accept must admit text/event-stream\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/*", "text/event-stream", "text/html,application/xhtml+xml,*/*;q=0.8"})
    void servesWhoTakesOne(String accept) {
        try (SseClient client = org.stream("/api/updates", "Accept", accept)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).contains("text/event-stream");
        }
    }

    @Test
    void needsACredentialWithTheScope() {
        ApiKey narrow = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), List.of("deals:read"));
        org.introduce(narrow);

        Answer nobody = service.get("/api/updates");
        Answer forbidden = service.get("/api/updates", "X-API-Key", narrow.secret());

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body()).isEqualTo("{\"error\":\"Authentication is required\"}");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.body()).isEqualTo("{\"error\":\"The credential lacks the scope files:read\"}");
    }

    @Test
    void looksForItInFourPlaces() {
        String token = Issuer.trusted().token(org.tenant(), "files:read", Duration.ofMinutes(1));
        String ticket = service.send(
                        "POST", "/v1/stream-tickets", "X-API-Key", org.key().secret())
                .body()
                .replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");

        try (SseClient header = org.stream("/api/updates");
                SseClient bearer = service.stream("/api/updates", "Authorization", "Bearer " + token);
                SseClient query = service.stream("/api/updates?token=" + token);
                SseClient ticketed = service.stream("/api/updates?ticket=" + ticket)) {
            assertThat(List.of(header, bearer, query, ticketed))
                    .extracting(SseClient::status)
                    .containsOnly(200);
        }
    }

    @Test
    void passesOnThatTheBackendShutsDownAndStaysOpen() {
        try (SseClient client = org.stream("/api/updates")) {
            org.write(update("shutting_down", "{}"), update("info", "{\"message\":\"back again\"}"));

            assertThat(client.awaitEvents(2))
                    .extracting(frame -> frame.payload().orElseThrow())
                    .containsExactly(
                            "{\"opcode\":\"shutting_down\",\"data\":{}}",
                            "{\"opcode\":\"info\",\"data\":{\"message\":\"back again\"}}");
        }
    }

    private ProducerRecord<byte[], byte[]> update(String opcode, String value) {
        return Records.event(Topics.FILES, org.tenant(), opcode, org.tenant(), value);
    }
}
