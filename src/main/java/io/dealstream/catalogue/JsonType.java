package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/// The types of JSON Schema.
enum JsonType {
    NULL,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT;

    /// The narrowest type of the value at which the parser stands. A number without a fractional part is an
    /// integer however it is written: `42.0`, `4.2e1`.
    static JsonType of(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> STRING;
            case VALUE_NUMBER_INT -> INTEGER;
            case VALUE_NUMBER_FLOAT -> Numbers.isIntegral(parser) ? INTEGER : NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
            case VALUE_NULL -> NULL;
            case START_ARRAY -> ARRAY;
            case START_OBJECT -> OBJECT;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value: " + token);
        };
    }

    /// @throws IllegalArgumentException when JSON Schema has no such type
    static JsonType named(String keyword) {
        for (JsonType type : values()) {
            if (type.keyword().equals(keyword)) {
                return type;
            }
        }
        throw new IllegalArgumentException("type: " + keyword + " is none");
    }

    /// The name in a schema.
    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
