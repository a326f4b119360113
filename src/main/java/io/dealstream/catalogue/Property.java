package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One property of a compiled schema.
///
/// @param bit the property's bit in the masks of its [Shape]
/// @param key the index at which its canonical form is kept, where it names a subject or a document; else
///     negative
/// @param fact the index at which its text is kept, where it is a fact; else negative
record Property(String name, long bit, ValueRule rule, int key, int fact) {

    /// Keeps the value at which `parser` stands, in place of any earlier one of the same field.
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
