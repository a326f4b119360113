package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.dealstream.event.EventType;
import java.io.IOException;

/// One type of the catalogue: its topic, the rules for its events, and how they are read. Immutable.
public final class Entry {

    /// Dealstream's own keyword in a schema: it tells the meaning of the fields.
    static final String MEANING = "x-dealstream";

    private final EventType type;
    private final String topic;
    private final JsonNode schema;
    private final Shape shape;

    private Entry(EventType type, String topic, JsonNode schema, Shape shape) {
        this.type = type;
        this.topic = topic;
        this.schema = schema;
        this.shape = shape;
    }

    /// Compiles one schema file.
    ///
    /// @param schema a JSON Schema (2020-12) with the keyword `x-dealstream`
    /// @throws IllegalArgumentException when it uses a keyword that cannot be checked, or lacks a needed one
    public static Entry of(JsonNode schema) {
        JsonNode meaning = Keywords.object(schema, MEANING);
        if (meaning.isMissingNode()) {
            throw new Flaw(schema, MEANING, MEANING + ": object expected");
        }
        Keywords.only(meaning, "type", "category", "topic", "subjects", "document", "facts");
        String topic = Keywords.text(meaning, "topic");
        String name = meaning.has("type") ? Keywords.text(meaning, "type") : topic;
        EventType type = new EventType(name, Keywords.text(meaning, "category"));
        return new Entry(type, topic, schema.deepCopy(), new ShapeCompiler(schema).compile());
    }

    /// The same rules for another type.
    Entry as(EventType other) {
        return new Entry(other, topic, schema, shape);
    }

    /// The type's name and category.
    public EventType type() {
        return type;
    }

    /// The default name of the topic that producers write the type to. It may arrive on any other.
    public String topic() {
        return topic;
    }

    /// A copy of the JSON Schema from the file.
    public JsonNode schema() {
        return schema.deepCopy();
    }

    /// Checks and reads the fields of one event in a single pass.
    ///
    /// @param parser stands at the object's opening brace; left at its closing one
    /// @throws IOException when it is not JSON
    public Content read(JsonParser parser) throws IOException {
        return shape.read(parser);
    }
}
