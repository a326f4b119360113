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
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortTimes.class)
class OperationsTest extends ServiceTest {

    private static final String PATH = "/v1/operations";

    @Test
    void tellsWhatTheMetersShow() throws Exception {
        try (SseClient client = org.stream("/v1/events/org")) {
            assertThat(client.status()).isEqualTo(200);
            org.write(org.deal(1).created("Harbor Street Bakery"));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> meter("dealstream.deliveries", "organisation")
                                    .path("value")
                                    .asDouble()
                            >= 1);
            JsonNode latency = meter("dealstream.delivery.latency", "organisation");
            assertThat(meter("dealstream.streams.open", "organisation")
                            .path("value")
                            .asDouble())
                    .isPositive();
            assertThat(latency.path("count").asLong()).isPositive();
            assertThat(latency.path("total_seconds").asDouble()).isNotNegative();
            assertThat(latency.path("buckets").size()).isGreaterThan(10);
            assertThat(latency.path("buckets")
                            .get(latency.path("buckets").size() - 1)
                            .path("count"))
                    .isEqualTo(latency.path("count"));
        }
    }

    @Test
    void tellsOneReplicaFromAnother() throws Exception {
        assertThat(read().path("replica")).isEqualTo(read().path("replica"));
        assertThat(UUID.fromString(read().path("replica").asText())).isNotNull();
    }

    @Test
    void namesNoTenantAndMayNotBeKept() {
        org.write(org.deal(1).created("Harbor Street Bakery"));

        Answer answer = org.get(PATH);

        assertThat(answer.body()).doesNotContain(org.tenant(), org.key().secret());
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void refusesWhoeverMayNotReadMetrics() {
        ApiKey other = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .withScopes("org:read", "deals:read");
        org.introduce(other);

        assertThat(service.get(PATH).status()).isEqualTo(401);
        assertThat(service.get(PATH, "X-API-Key", "sk_wrong").body()).contains("INVALID_API_KEY");
        Answer forbidden = service.get(PATH, "X-API-Key", other.secret());
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.body()).contains("FORBIDDEN", "metrics:read");
    }

    @Test
    void takesNoKeyFromTheAddress() {
        assertThat(service.get(PATH + "?token=" + org.key().secret()).status()).isEqualTo(401);
    }

    /// The reading of a meter for one kind of stream, or a missing node.
    private JsonNode meter(String name, String stream) throws Exception {
        for (JsonNode meter : read().path("meters")) {
            if (meter.path("name").asText().equals(name)
                    && meter.path("tags").properties().stream()
                            .anyMatch(tag -> tag.getValue().asText().equals(stream))) {
                return meter;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private JsonNode read() throws Exception {
        return new ObjectMapper().readTree(org.get(PATH).body());
    }
}
