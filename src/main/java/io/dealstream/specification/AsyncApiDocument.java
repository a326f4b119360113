package io.dealstream.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Entry;
import io.dealstream.kafka.EventTopics;

/// Makes the AsyncAPI document: a channel for each topic, and a message for each type, with the catalogue's
/// schema as its payload.
///
/// A payload has no `$schema`. AsyncAPI's own dialect of JSON Schema has all keywords that the catalogue uses,
/// and every tool can read it.
final class AsyncApiDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String KAFKA_BINDING = "0.5.0";
    private static final String DEAD_LETTER = "dead-letter";

    private final Catalogue catalogue;
    private final EventTopics topics;
    private final String deadLetterSuffix;

    AsyncApiDocument(Catalogue catalogue, EventTopics topics, String deadLetterSuffix) {
        this.catalogue = catalogue;
        this.topics = topics;
        this.deadLetterSuffix = deadLetterSuffix;
    }

    JsonNode root() {
        ObjectNode root = JSON.objectNode();
        root.put("asyncapi", "3.0.0");
        root.set("info", info());
        root.put("defaultContentType", "application/json");
        root.set("channels", channels());
        root.set("operations", operations());
        root.set("components", components());
        return root;
    }

    private static ObjectNode info() {
        ObjectNode info = JSON.objectNode();
        info.put("title", "Dealstream's topics");
        info.put("version", "1.0.0");
        info.put(
                "description",
                "What producers write for Dealstream to hand on as Server-Sent Events: one CloudEvent for each record,"
                        + " in the binary mode of the Kafka binding (structured mode is taken too). Records that must"
                        + " stay in order share a key. The type decides what an event is, not the topic. A reader who is"
                        + " bound to rights or a view is shown less: some events not at all, others without fields that"
                        + " are required here.");
        info.putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        info.putArray("tags").addObject().put("name", "events");
        return info;
    }

    private ObjectNode channels() {
        ObjectNode channels = JSON.objectNode();
        for (String topic : catalogue.topics()) {
            ObjectNode channel = channels.putObject(topic);
            channel.put("address", topics.inKafka(topic));
            ObjectNode messages = channel.putObject("messages");
            catalogue.entries().stream()
                    .filter(entry -> entry.topic().equals(topic))
                    .forEach(
                            entry -> reference(messages.putObject(name(entry)), "components", "messages", name(entry)));
            channel.putObject("bindings")
                    .putObject("kafka")
                    .put("topic", topics.inKafka(topic))
                    .put("bindingVersion", KAFKA_BINDING);
        }
        catalogue.topics().forEach(topic -> addDeadLetters(channels, topic));
        return channels;
    }

    private void addDeadLetters(ObjectNode channels, String topic) {
        ObjectNode channel = channels.putObject(deadLetters(topic));
        channel.put("address", topics.inKafka(topic) + deadLetterSuffix);
        channel.put("description", "Records of " + topics.inKafka(topic) + " that are no valid events, each once.");
        reference(channel.putObject("messages").putObject(DEAD_LETTER), "components", "messages", DEAD_LETTER);
    }

    private ObjectNode operations() {
        ObjectNode operations = JSON.objectNode();
        for (String topic : catalogue.topics()) {
            ObjectNode receive = operations.putObject("read-" + topic).put("action", "receive");
            receive.put("summary", "Every replica reads all partitions and commits nothing.");
            reference(receive.putObject("channel"), "channels", topic);
            ObjectNode send = operations.putObject("set-aside-" + topic).put("action", "send");
            send.put("summary", "One replica writes what no event can be made of, with the reason.");
            reference(send.putObject("channel"), "channels", deadLetters(topic));
        }
        return operations;
    }

    private ObjectNode components() {
        ObjectNode components = JSON.objectNode();
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        for (Entry entry : catalogue.entries()) {
            ObjectNode schema = (ObjectNode) entry.schema();
            ObjectNode message = messages.putObject(name(entry));
            message.put("name", name(entry));
            message.put("title", schema.path("title").asText());
            message.put("summary", schema.path("description").asText());
            message.set("headers", RecordHeaders.of(entry.type()));
            reference(message.putObject("payload"), "components", "schemas", name(entry));
            schema.path("examples")
                    .forEach(
                            example -> message.withArray("examples").addObject().set("payload", example));
            schemas.set(name(entry), schema.without("$schema"));
        }
        ObjectNode letter = messages.putObject(DEAD_LETTER).put("name", DEAD_LETTER);
        letter.put("title", "A record that is no valid event");
        letter.put("summary", "Key, value and headers are the record's own, as far as the broker takes them.");
        letter.put("contentType", "application/octet-stream");
        letter.set("headers", RecordHeaders.ofDeadLetters());
        schemas.set(RecordHeaders.SCHEMA, RecordHeaders.common());
        return components;
    }

    private static String name(Entry entry) {
        return entry.type().name();
    }

    private static String deadLetters(String topic) {
        return topic + "-dead-letters";
    }

    private static void reference(ObjectNode holder, String... path) {
        holder.put("$ref", "#/" + String.join("/", path));
    }
}
