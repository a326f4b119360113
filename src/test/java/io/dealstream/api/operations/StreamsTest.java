package io.dealstream.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortTimes.class)
class StreamsTest extends ServiceTest {

    private static final String PATH = "/v1/operations/streams";

    @Test
    void saysWhoReadsWhatAndHowFarTheyAre() throws Exception {
        Instant before = Instant.now();
        try (SseClient client = org.stream("/v1/events/deals/42")) {
            org.write(org.deal(42).started(15));
            client.awaitEvents(1);

            Awaitility.await().untilAsserted(() -> {
                JsonNode stream = only(org.tenant());
                assertThat(stream.path("endpoint").asText()).isEqualTo("deals");
                assertThat(stream.path("tenant").asText()).isEqualTo(org.tenant());
                assertThat(stream.path("subject").asText()).isEqualTo("42");
                assertThat(stream.path("caller").asText()).isNotEmpty();
                assertThat(stream.path("user").isNull()).isTrue();
                String last = stream.path("last_id").asText();
                assertThat(org.get("/v1/events/deals/42/poll?last_event_id=" + last)
                                .body())
                        .contains("\"events\":[]");
                assertThat(stream.path("queued_bytes").asLong()).isZero();
                assertThat(Instant.parse(stream.path("since").asText()))
                        .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
            });
            assertThat(list("").path("open").asInt()).isPositive();
            assertThat(list("no such thing").path("streams")).isEmpty();
            assertThat(org.get(PATH).body()).doesNotContain(org.key().secret());
            assertThat(org.get(PATH).header("Cache-Control")).contains("no-store");
        }
    }

    private JsonNode only(String text) throws IOException {
        JsonNode found = list(text).path("streams");
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private JsonNode list(String text) throws IOException {
        return new ObjectMapper()
                .readTree(org.get(PATH + "?q=" + text.replace(" ", "%20")).body());
    }

    @Test
    void endsOneAndNoOther() throws Exception {
        try (SseClient one = org.stream("/v1/events/deals/42");
                SseClient other = org.stream("/v1/events/deals/43")) {
            Awaitility.await().until(() -> list(org.tenant()).path("streams").size() == 2);
            String id = "";
            for (JsonNode stream : list(org.tenant()).path("streams")) {
                id = stream.path("subject").asText().equals("42")
                        ? stream.path("id").asText()
                        : id;
            }

            assertThat(end(id).status()).isEqualTo(204);

            one.awaitEnd(Duration.ofSeconds(5));
            assertThat(one.frames().getLast().raw())
                    .isEqualTo("event: stream.closed\ndata: {\"reason\":\"revoked\"}\n\n");
            org.write(org.deal(43).started(15));
            other.awaitEvents(1);
            assertThat(end(id).status()).isEqualTo(404);
        }
    }

    private Answer end(String id) {
        return service.send("DELETE", PATH + "/" + id, "X-API-Key", org.key().secret());
    }

    @Test
    void isForWhoMayManageOnly() {
        ApiKey reader = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .withScopes("metrics:read", "org:read", "deals:read");
        org.introduce(reader);

        for (String method : new String[] {"GET", "DELETE"}) {
            String path = method.equals("GET") ? PATH : PATH + "/1";
            assertThat(service.send(method, path).status()).isEqualTo(401);
            Answer refused = service.send(method, path, "X-API-Key", reader.secret());
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("operations:manage");
        }
    }
}
