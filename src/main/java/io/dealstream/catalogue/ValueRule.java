package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The rule for the value of one property.
///
/// @param types the allowed types; all where the schema names none
/// @param range the rule for integers
/// @param text the rule for strings
record ValueRule(Set<JsonType> types, IntegerRange range, StringRule text) {

    /// @throws Flaw when the schema of the property uses a keyword that cannot be checked here
    static ValueRule of(JsonNode schema) {
        Keywords.only(
                schema,
                "title",
                "description",
                "type",
                "minimum",
                "maximum",
                "minLength",
                "maxLength",
                "pattern",
                "enum");
        ValueRule rule = new ValueRule(types(schema), IntegerRange.of(schema), StringRule.of(schema));
        if (schema.has("enum") && !rule.types.equals(EnumSet.of(JsonType.STRING))) {
            throw new Flaw(schema, "enum", "enum: only of type string");
        }
        return rule;
    }

    private static Set<JsonType> types(JsonNode schema) {
        if (!schema.has("type")) {
            return EnumSet.allOf(JsonType.class);
        }
        List<String> names =
                schema.path("type").isArray() ? Keywords.texts(schema, "type") : List.of(Keywords.text(schema, "type"));
        EnumSet<JsonType> types = EnumSet.noneOf(JsonType.class);
        for (String name : names) {
            types.add(JsonType.named(name).orElseThrow(() -> new Flaw(schema, "type", "type: " + name + " is none")));
        }
        return types;
    }

    /// @param parser stands at the value, and still does afterwards
    boolean allows(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return allowsType(token, parser)
                && (!token.isNumeric() || range.allows(parser))
                && (token != JsonToken.VALUE_STRING || text.allows(parser));
    }

    private boolean allowsType(JsonToken token, JsonParser parser) throws IOException {
        if (token.isNumeric() && types.contains(JsonType.NUMBER)) {
            return true;
        }
        return types.contains(JsonType.of(parser));
    }

    /// A text for people: `integer from 0 to 100`, `string or null`.
    @Override
    public String toString() {
        return types.stream()
                .map(type -> switch (type) {
                    case INTEGER, NUMBER -> type.keyword() + range;
                    case STRING -> type.keyword() + text;
                    case NULL, BOOLEAN, ARRAY, OBJECT -> type.keyword();
                })
                .collect(Collectors.joining(" or "));
    }
}
