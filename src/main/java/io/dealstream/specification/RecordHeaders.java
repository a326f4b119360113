package io.dealstream.specification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.decode.Reason;
import io.dealstream.event.EventType;

/// The headers of Kafka records as JSON Schema: the attributes of CloudEvents, and the headers of dead letters.
final class RecordHeaders {

    /// The name of [#common()] among the document's schemas.
    static final String SCHEMA = "cloud-event-headers";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordHeaders() {}

    /// The headers of all events.
    static ObjectNode common() {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        schema.putArray("required")
                .add("ce_specversion")
                .add("ce_type")
                .add("ce_id")
                .add("ce_source")
                .add("ce_tenant");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("ce_specversion").put("type", "string").put("const", "1.0");
        properties.putObject("ce_type").put("type", "string");
        text(properties, "ce_id", "With the tenant and the source it tells a producer's retry from a new event.");
        text(properties, "ce_source", "Who says so, for example /workers/parser.");
        text(properties, "ce_tenant", "Whose event it is: an organisation, a user or a workspace. Not two of them.")
                .put("pattern", "^[!-~]{1,128}$");
        text(
                        properties,
                        "ce_time",
                        "When it happened; without it, or where it is no RFC 3339 time, the record's timestamp counts.")
                .put("format", "date-time");
        text(properties, "traceparent", "W3C Trace Context.");
        return schema;
    }

    /// The headers of the events of one type.
    static ObjectNode of(EventType type) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ArrayNode all = schema.putArray("allOf");
        all.addObject().put("$ref", "#/components/schemas/" + SCHEMA);
        all.addObject().putObject("properties").putObject("ce_type").put("const", type.name());
        return schema;
    }

    static ObjectNode ofDeadLetters() {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode reasons =
                text(properties, "dead-letter-reason", "Why it is no event.").putArray("enum");
        for (Reason reason : Reason.values()) {
            reasons.add(reason.code());
        }
        text(properties, "dead-letter-detail", "What exactly is wrong, without any of the content.");
        text(properties, "dead-letter-topic", "Where the record stands.");
        text(properties, "dead-letter-partition", "Where in the topic.");
        text(properties, "dead-letter-offset", "Where in the partition.");
        text(properties, "dead-letter-timestamp", "The record's timestamp, epoch ms.");
        text(properties, "dead-letter-omitted", "What the broker did not take again, for example value.");
        return schema;
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }
}
