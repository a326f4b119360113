package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.api.ServiceTest;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Deal;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What clients are told of a document that stands still.
@QuarkusTest
@TestProfile(StalledDocumentsTest.Impatient.class)
class StalledDocumentsTest extends ServiceTest {

    private static final String DEAL = "/v1/events/deals/7";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    public static class Impatient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "dealstream.stalls.after", "3s",
                    "dealstream.stalls.stages.screening", "1h",
                    "dealstream.views.quiet.types", "processing.started,processing.progress",
                    "quarkus.log.console.level", "WARN");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(EmbeddedKafka.class));
        }
    }

    @Test
    void isToldLikeAnyEventAndShownUntilTheDocumentsNextEvent() {
        Deal deal = org.deal(7);
        ApiKey quiet = ApiKey.active(UUID.randomUUID().toString(), org.tenant(), ApiKey.ALL_SCOPES);
        records.write(quiet.toRecord("{\"view\":\"quiet\"}"));
        try (SseClient client = org.stream(DEAL)) {
            // one stands at the stage that may take an hour, the other where it began
            org.write(deal.started(101), deal.started(102), deal.progressed(102, 40));

            SseFrame told = client.await(frame -> "processing.stalled".equals(frame.event()), LIMIT);
            String snapshot = org.get(DEAL + "/snapshot").body();
            String data = Objects.requireNonNull(told.data());
            String since = data.replaceAll(".*\"since\":\"([^\"]+)\".*", "$1");

            assertThat(data)
                    .isEqualTo("{\"deal_id\":7,\"statement_id\":101,\"stage\":\"uploaded\",\"progress\":0,\"since\":\""
                            + since + "\"}");
            assertThat(snapshot)
                    .contains("\"document_id\":101,\"stage\":\"uploaded\",\"progress\":0,\"status\":\"pending\","
                            + "\"health_score\":null,\"error\":null,\"updated_at\":\"" + since
                            + "\",\"stalled_since\":\"" + since + "\"}")
                    .containsOnlyOnce("stalled_since")
                    .contains("\"settled\":false");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(service.get(DEAL + "/snapshot", "X-API-Key", quiet.secret())
                                    .body())
                            .contains("\"document_id\":101")
                            .doesNotContain("stalled_since"));

            org.write(deal.progressed(101, 20));
            client.await(frame -> frame.data() != null && frame.data().contains("\"progress\":20"), LIMIT);
            assertThat(org.get(DEAL + "/snapshot").body()).doesNotContain("stalled_since");
            assertThat(client.events().stream().filter(frame -> "processing.stalled".equals(frame.event())))
                    .hasSize(1);
        }
    }
}
