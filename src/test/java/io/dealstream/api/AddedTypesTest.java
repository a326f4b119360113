package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.Consumed;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Types of `dealstream.catalogue.directory` are types like the service's own.
@QuarkusTest
@TestProfile(AddedTypes.class)
class AddedTypesTest extends ServiceTest {

    private static final String DEAD_LETTERS = Topics.DEALS + "-dead-letters";

    @Test
    void reachEveryoneWhoFollowsTheirSubjects() {
        try (SseClient deal = org.stream("/v1/events/deals/42");
                SseClient all = org.stream("/v1/events/org");
                SseClient other = org.stream("/v1/events/deals/43")) {
            org.write(
                    archived("{\"deal_id\":42,\"reason\":\"funded\"}"),
                    archived("{\"deal_id\":43,\"reason\":\"expired\"}"));

            SseFrame frame = deal.awaitEvents(1).getFirst();
            assertThat(frame.is("deal.archived")).isTrue();
            assertThat(frame.payload()).contains("{\"deal_id\":42,\"reason\":\"funded\"}");
            assertThat(all.awaitEvents(2)).allMatch(event -> event.is("deal.archived"));
            assertThat(other.awaitEvents(1).getFirst().payload()).contains("{\"deal_id\":43,\"reason\":\"expired\"}");
        }
    }

    @Test
    void canBeAskedForByName() {
        try (SseClient client = org.stream("/v1/events/org?types=deal.archived")) {
            org.write(org.deal(7).created("Bolt"), archived("{\"deal_id\":7,\"reason\":\"withdrawn\"}"));

            assertThat(client.awaitEvents(1)).singleElement().matches(event -> event.is("deal.archived"));
        }
        assertThat(org.get("/v1/events/org/poll?types=deal.archived&since=" + began)
                        .body())
                .contains("\"type\":\"deal.archived\"")
                .doesNotContain("deal.created");
        assertThat(org.get("/v1/events/org?types=deal.unarchived").status()).isEqualTo(422);
    }

    @Test
    void areHeldToTheirSchemas() {
        org.write(archived("{\"deal_id\":42,\"reason\":\"" + org.tenant() + "\"}"));

        ConsumerRecord<byte[], byte[]> letter = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions() // no such topic yet
                .until(
                        () -> Consumed.atLeast(1, kafka.bootstrapServers(), DEAD_LETTERS, Duration.ofSeconds(5)),
                        letters -> !letters.isEmpty())
                .getFirst();

        assertThat(letter.headers().lastHeader("dead-letter-reason").value())
                .asString()
                .isEqualTo("invalid-field");
        assertThat(letter.headers().lastHeader("dead-letter-detail").value())
                .asString()
                .isEqualTo("reason: string out of [funded, withdrawn, expired] expected");
    }

    @Test
    void standInTheDescriptionOfTheTopics() throws IOException {
        JsonNode document =
                new ObjectMapper().readTree(service.get("/asyncapi?format=json").body());

        assertThat(document.at("/channels/deal-events/messages").has("deal.archived"))
                .isTrue();
        assertThat(document.at("/components/messages/deal.archived/title").asText())
                .isEqualTo("A deal was archived");
        assertThat(document.at("/components/schemas/deal.archived/properties/reason/enum"))
                .extracting(JsonNode::asText)
                .isEqualTo(List.of("funded", "withdrawn", "expired"));
    }

    @Test
    void areCountedByName() {
        org.write(archived("{\"deal_id\":1,\"reason\":\"funded\"}"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(service.get("/q/metrics").body())
                        .containsPattern("dealstream_events_published_total\\{.*type=\"deal.archived\".*} [1-9]"));
    }

    private ProducerRecord<byte[], byte[]> archived(String json) {
        return Records.event(Topics.DEALS, org.tenant(), "deal.archived", "key", json);
    }
}
