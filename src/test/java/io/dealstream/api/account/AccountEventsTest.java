package io.dealstream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.Issuer;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
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

/// `/api/v1/events` (account.md).
@QuarkusTest
@TestProfile(ShortTimes.class)
class AccountEventsTest extends ServiceTest {

    private static final String STREAM = "/api/v1/events";

    /// The `sub` of the issuer's tokens: everybody's in these tests, so each looks for a name of its own.
    private static final String USER = "alice";

    private final String mine = UUID.randomUUID().toString();

    @Test
    void showsAUserWhatIsTheirsByTheirTokenInThreePlaces() {
        String token = Issuer.trusted().token("any-organisation", "", Duration.ofMinutes(1));
        String ticket = service.send("POST", "/v1/stream-tickets", "Authorization", "Bearer " + token)
                .body()
                .replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");
        try (SseClient bearer = service.stream(STREAM, "Authorization", "Bearer " + token);
                SseClient query = service.stream(STREAM + "?access_token=" + token);
                SseClient ticketed = service.stream(STREAM + "?ticket=" + ticket)) {
            records.write(event(USER, "ai.response.complete", "\"conversation_id\":\"" + mine + "\""));

            for (SseClient client : List.of(bearer, query, ticketed)) {
                SseFrame frame = client.await(this::isMine);
                assertThat(frame.raw())
                        .isEqualTo("id: " + frame.id() + "\nevent: ai.response.complete\ndata: {\"conversation_id\":\""
                                + mine + "\"}\n\n");
            }
        }
    }

    @Test
    void endsWhenTheTokenDoes() {
        String token = Issuer.trusted().token("o", "", Duration.ofSeconds(3));
        try (SseClient client = service.stream(STREAM, "Authorization", "Bearer " + token)) {
            assertThat(client.awaitEnd(Duration.ofSeconds(15))).isEqualTo(SseClient.End.COMPLETE);
            assertThat(client.frames().getLast().raw())
                    .isEqualTo("event: stream.closed\ndata: {\"reason\":\"expired\"}\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "categories=security,import",
                "categories=security&categories=import",
                "categories=import&categories=security,import"
            })
    void filtersByCategoryInEitherSpelling(String query) {
        try (SseClient client = open(STREAM + "?" + query)) {
            org.write(
                    event(org.tenant(), "ai.response.complete", "\"conversation_id\":\"c\""),
                    event(org.tenant(), "security.password.changed", "\"initiated_by\":\"user\""),
                    event(org.tenant(), "sync.accounts.started", "\"connection_id\":\"c\""),
                    event(org.tenant(), "import.started", "\"file_name\":\"a.ofx\",\"file_format\":\"ofx\""));

            assertThat(client.awaitEvents(2))
                    .extracting(SseFrame::event)
                    .containsExactly("security.password.changed", "import.started");
        }
    }

    @Test
    void refusesACategoryThatIsNone() {
        Answer answer = get(STREAM + "?categories=security,weather");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/errors/validation-error\",\"title\":\"Validation Failed\",\"status\":422,"
                        + "\"detail\":\"Request validation failed\",\"instance\":\"/api/v1/events\",\"trace_id\":\""
                        + answer.header("X-Trace-Id").orElseThrow()
                        + "\",\"errors\":[{\"field\":\"categories\",\"code\":\"invalid\",\"message\":\"must be among "
                        + "data_sync, provider, ai, import, portfolio, security\"}]}");
    }

    @Test
    void asksForATokenAndNamesTheTrace() {
        Answer answer = service.get(STREAM, "X-Request-ID", "r-1");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.header("X-Trace-Id")).contains("r-1");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/errors/authentication-required\",\"title\":\"Authentication Required\","
                        + "\"status\":401,\"detail\":\"Authentication is required\",\"instance\":\"/api/v1/events\","
                        + "\"trace_id\":\"r-1\"}");
    }

    @Test
    void tellsTraceAndLimitsOnStreamsAndPollsToo() {
        try (SseClient client = open(STREAM)) {
            assertThat(client.header("X-Trace-Id")).isPresent().isEqualTo(client.header("X-Request-ID"));
            assertThat(client.header("X-RateLimit-Limit")).contains("300");
            assertThat(client.header("X-RateLimit-Remaining").orElseThrow()).matches("2\\d\\d");
            assertThat(client.header("X-RateLimit-Reset").orElseThrow()).matches("\\d+");
        }
        Answer poll = get(STREAM + "/poll");
        assertThat(poll.status()).isEqualTo(200);
        assertThat(poll.header("X-Trace-Id")).isPresent();
        assertThat(poll.header("X-RateLimit-Limit")).contains("300");
        assertThat(service.get("/api/v1/nothing").header("X-Trace-Id")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_event_id", "lastEventId", "Last-Event-ID"})
    void resumesFromEitherParameter(String name) {
        String id;
        try (SseClient client = open(STREAM)) {
            org.write(chunk(1), chunk(2));
            id = client.awaitEvents(2).getFirst().id();
        }
        try (SseClient client = open(STREAM + "?" + name + "=" + id)) {
            assertThat(client.awaitEvents(1).getFirst().data()).contains("\"chunk\":\"2\"");
        }
    }

    @Test
    void pollsByCategory() {
        long from = Instant.now().toEpochMilli() - 1_000;
        try (SseClient client = open(STREAM)) {
            org.write(chunk(1), event(org.tenant(), "security.password.changed", "\"initiated_by\":\"user\""));
            client.awaitEvents(2);
        }

        assertThat(get(STREAM + "/poll?categories=security&since=" + from).body())
                .contains("security.password.changed")
                .doesNotContain("ai.response.chunk");
    }

    private boolean isMine(SseFrame frame) {
        return frame.payload().filter(data -> data.contains(mine)).isPresent();
    }

    private ProducerRecord<byte[], byte[]> chunk(int number) {
        return event(
                org.tenant(),
                "ai.response.chunk",
                "\"conversation_id\":\"c\",\"chunk\":\"" + number + "\",\"is_final\":false");
    }

    private static ProducerRecord<byte[], byte[]> event(String user, String type, String fields) {
        return Records.event(Topics.ACCOUNTS, user, type, user, "{" + fields + "}");
    }

    private SseClient open(String path) {
        return service.stream(path, "Authorization", "Bearer " + org.key().secret());
    }

    private Answer get(String path) {
        return service.get(path, "Authorization", "Bearer " + org.key().secret());
    }
}
