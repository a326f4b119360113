package io.dealstream.views;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Removes fields from a JSON object. The parser finds where each part begins and ends, and the parts that stay
/// are copied byte by byte. So numbers keep their digits, strings their escapes, and fields their order.
///
/// Why not a generator? It would write strings anew. So it would undo the escapes of line ends, and it would
/// fail at halves of surrogate pairs, which no encoder accepts.
final class FieldFilter {

    /// Without limits: an event's value was checked against narrower ones when it came in.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // names come from outside
            .build();

    private final byte[] json;
    private final JsonParser parser;
    private final ByteArrayOutputStream out;
    private boolean changed;

    private FieldFilter(byte[] json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
        this.out = new ByteArrayOutputStream(json.length);
    }

    /// The object without some of its fields; null where it has none of them.
    ///
    /// @param hidden the paths of the fields to remove. A path leads through objects; elements of an array have
    ///     the path of the array.
    /// @param json a well-formed object
    static byte @Nullable [] without(FieldPaths hidden, byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            FieldFilter filter = new FieldFilter(json, parser);
            filter.value(hidden);
            return filter.changed ? filter.out.toByteArray() : null;
        } catch (IOException e) {
            throw new UncheckedIOException("a value that was JSON when it came in", e);
        }
    }

    /// Copies the value at which the parser stands, and leaves the parser at its end.
    private void value(FieldPaths hidden) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(hidden);
            case START_ARRAY -> array(hidden);
            case null, default -> rest(start());
        }
    }

    private void object(FieldPaths hidden) throws IOException {
        out.write('{');
        boolean first = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int name = start();
            FieldPaths further = hidden.at(parser.currentName());
            parser.nextToken();
            if (further != null && further.ends()) {
                parser.skipChildren();
                changed = true;
                continue;
            }
            if (!first) {
                out.write(',');
            }
            first = false;
            if (further == null) {
                rest(name);
            } else {
                int value = start();
                out.write(json, name, value - name);
                value(further);
            }
        }
        out.write('}');
    }

    private void array(FieldPaths hidden) throws IOException {
        out.write('[');
        boolean first = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!first) {
                out.write(',');
            }
            first = false;
            value(hidden);
        }
        out.write(']');
    }

    /// Copies from a place to the end of the value at which the parser stands.
    private void rest(int from) throws IOException {
        parser.skipChildren();
        // the parser reads a string to its end only when asked
        parser.finishToken();
        out.write(json, from, (int) parser.currentLocation().getByteOffset() - from);
    }

    private int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
