package io.dealstream.specification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Entry;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.TopicSettings;
import io.dealstream.testing.Topics;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The AsyncAPI document tells every topic and every type of the catalogue.
class AsyncApiDocumentTest {

    private static final Catalogue CATALOGUE = Catalogue.load();

    private final JsonNode document = document("dealstream.topics.deal", "deal-events");

    @Test
    void hasAChannelForEachTopicAndOneForItsDeadLetters() {
        List<String> expected = new ArrayList<>(Topics.EVENTS);
        Topics.EVENTS.forEach(topic -> expected.add(topic + "-dead-letters"));

        assertThat(document.path("channels").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(expected);
        assertThat(document.path("channels")
                        .valueStream()
                        .map(channel -> channel.path("address").asText()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void hasAMessageForEachTypeOnTheTypesTopic() {
        for (Entry entry : CATALOGUE.entries()) {
            String type = entry.type().name();
            JsonNode message = resolve(document.path("channels")
                    .path(entry.topic())
                    .path("messages")
                    .path(type));

            assertThat(message.path("name").asText()).isEqualTo(type);
            assertThat(message.at("/headers/allOf/1/properties/ce_type/const").asText())
                    .isEqualTo(type);
            assertThat(resolve(message.at("/headers/allOf/0")).at("/required"))
                    .extracting(JsonNode::asText)
                    .contains("ce_tenant", "ce_id", "ce_source");
        }
        long told = Topics.EVENTS.stream()
                .mapToLong(topic ->
                        document.path("channels").path(topic).path("messages").size())
                .sum();
        assertThat(told).isEqualTo(CATALOGUE.entries().size());
    }

    @Test
    void tellsEachPayloadAsItStandsInTheCatalogue() {
        for (Entry entry : CATALOGUE.entries()) {
            JsonNode message =
                    document.at("/components/messages").path(entry.type().name());
            ObjectNode schema = (ObjectNode) entry.schema();

            assertThat(resolve(message.path("payload"))).isEqualTo(schema.without("$schema"));
            assertThat(message.path("examples").findValues("payload"))
                    .isEqualTo(Stream.of(entry.schema().path("examples"))
                            .flatMap(JsonNode::valueStream)
                            .toList());
        }
    }

    @Test
    void readsEveryTopicAndSetsItsBadRecordsAside() {
        for (String topic : Topics.EVENTS) {
            JsonNode read = document.path("operations").path("read-" + topic);
            JsonNode aside = document.path("operations").path("set-aside-" + topic);

            assertThat(read.path("action").asText()).isEqualTo("receive");
            assertThat(resolve(read.path("channel"))).isEqualTo(document.at("/channels/" + topic));
            assertThat(aside.path("action").asText()).isEqualTo("send");
            assertThat(resolve(aside.path("channel"))).isEqualTo(document.at("/channels/" + topic + "-dead-letters"));
        }
    }

    @Test
    void callsATopicWhatItIsCalledInKafka() {
        JsonNode renamed = document("dealstream.topics.deal", "prod.deals");

        assertThat(renamed.at("/channels/deal-events/address").asText()).isEqualTo("prod.deals");
        assertThat(renamed.at("/channels/deal-events-dead-letters/address").asText())
                .isEqualTo("prod.deals-dead-letters");
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        assertThat(reference).startsWith("#/");
        JsonNode target = document.at(reference.substring(1));
        assertThat(target.isObject()).as(reference).isTrue();
        return target;
    }

    private static JsonNode document(String property, String value) {
        TopicSettings names = new SmallRyeConfigBuilder()
                .withMapping(TopicSettings.class)
                .withDefaultValue(property, value)
                .build()
                .getConfigMapping(TopicSettings.class);
        return new AsyncApiDocument(CATALOGUE, new EventTopics(names), names.deadLetterSuffix()).root();
    }
}
