package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The keywords `minLength`, `maxLength`, `pattern` and `enum`, of strings.
///
/// @param least in Unicode characters
/// @param greatest in Unicode characters
/// @param pattern matches the whole string
/// @param values the only strings allowed; empty where any is
record Text(int least, int greatest, @Nullable Pattern pattern, List<String> values) {

    /// Any character that is no control.
    private static final String NO_CONTROL = "\\P{Cc}";

    /// @throws IllegalArgumentException when a keyword has a value that could not be held to exactly
    static Text of(JsonNode schema) {
        return new Text(
                schema.path("minLength").asInt(0),
                schema.path("maxLength").asInt(Integer.MAX_VALUE),
                schema.has("pattern") ? wholly(Keywords.text(schema, "pattern")) : null,
                Keywords.texts(schema, "enum"));
    }

    /// JSON Schema's patterns are ECMAScript's, where `$` is the very end; Java's also stands before a final
    /// line break. So only patterns that speak of the whole string are taken, and they have to match all of
    /// it. Of the escapes, one is known to mean the same in both.
    private static Pattern wholly(String pattern) {
        boolean whole = pattern.startsWith("^") && pattern.endsWith("$");
        if (!whole || pattern.contains("|") || pattern.replace(NO_CONTROL, "").contains("\\")) {
            throw new IllegalArgumentException("pattern: only ^...$ without | and \\ (but for \\P{Cc}) is supported");
        }
        return Pattern.compile(pattern.substring(1, pattern.length() - 1));
    }

    /// @param parser stands at a string
    boolean allows(JsonParser parser) throws IOException {
        if (least == 0 && greatest == Integer.MAX_VALUE && pattern == null && values.isEmpty()) {
            return true;
        }
        String text = parser.getText();
        int length = text.codePointCount(0, text.length());
        return least <= length
                && length <= greatest
                && (pattern == null || pattern.matcher(text).matches())
                && (values.isEmpty() || values.contains(text));
    }

    /// For people, or nothing where any string will do.
    @Override
    public String toString() {
        return (least == 0 && greatest == Integer.MAX_VALUE ? "" : " of " + least + " to " + greatest + " characters")
                + (pattern == null ? "" : " like " + pattern)
                + (values.isEmpty() ? "" : " out of " + values);
    }
}
