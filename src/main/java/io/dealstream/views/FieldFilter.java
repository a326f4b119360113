package io.dealstream.views;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Takes fields out of a JSON object. The parser says where each thing begins and ends, and what stays is copied byte
/// by byte: numbers keep their digits, strings their escapes, and fields their order.
///
/// Why not a generator? It would write strings anew: line ends that were escaped for those who split lines at them, and
/// halves of surrogate pairs, which no encoder takes.
final class FieldFilter {

    /// An event's value was read with narrower bounds when it came in.
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
    /// @param json a well-formed object
    /// @param hidden the paths of what is taken out, through objects; arrays are passed through
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
        // strings are read to their end only when asked for
        parser.finishToken();
        out.write(json, from, (int) parser.currentLocation().getByteOffset() - from);
    }

    private int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
