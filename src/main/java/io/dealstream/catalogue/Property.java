package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One property of a compiled schema.
///
/// @param bit its place in the masks of its [Shape]
/// @param key where among the values it goes in canonical form, to name a subject or a document; negative where
///     it names nothing
/// @param fact where among the values it goes as it is written; negative where it is no fact
record Property(String name, long bit, ValueRule rule, int key, int fact) {

    /// Notes the value at which `parser` stands, over any earlier one of the same field.
    void capture(JsonParser parser, @Nullable String[] values) throws IOException {
        if (key >= 0) {
            values[key] = canonical(parser);
        }
        if (fact >= 0) {
            values[fact] = asWritten(parser);
        }
    }

    private static @Nullable String canonical(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumbers.canonical(parser);
            case null, default -> null;
        };
    }

    private static @Nullable String asWritten(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> parser.getText();
            case null, default -> null;
        };
    }
}
