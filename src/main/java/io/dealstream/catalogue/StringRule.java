package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The keywords `minLength`, `maxLength`, `pattern` and `enum`, of strings.
///
/// @param least in Unicode characters
/// @param greatest in Unicode characters
/// @param pattern matches the whole string
/// @param values the only strings allowed; empty where any is
record StringRule(int least, int greatest, @Nullable Pattern pattern, List<String> values) {

    private static final String SET = "\\[\\^?[ -~&&[^\\[\\]\\\\&^]]+]";
    private static final String NO_CONTROL = "\\\\P\\{Cc}";
    private static final String ITSELF = "[A-Za-z0-9 _:@/#%~,;=!<>\"'-]";
    private static final String QUANTIFIER = "([*+?]|\\{[0-9]{1,4}(,[0-9]{0,4})?})?";

    /// What a pattern may be put together of, each as often as one quantifier says.
    private static final Pattern SUPPORTED =
            Pattern.compile("\\^((" + SET + "|" + NO_CONTROL + "|" + ITSELF + ")" + QUANTIFIER + ")+\\$");

    /// The longest string that is held to a pattern, in Unicode characters: looking for a match may take time
    /// that grows with a power of the length, and producers write what they like.
    private static final int LONGEST = 1024;

    /// @throws Flaw when a keyword has a value that could not be held to exactly
    static StringRule of(JsonNode schema) {
        int greatest = Keywords.count(schema, "maxLength", Integer.MAX_VALUE);
        return new StringRule(
                Keywords.count(schema, "minLength", 0),
                greatest,
                schema.has("pattern") ? wholly(schema, greatest) : null,
                Keywords.texts(schema, "enum"));
    }

    /// JSON Schema's patterns are ECMAScript's, not Java's: there `$` is the very end, in Java it also stands
    /// before a final line break; a set within a set, a quantifier after another, a dot, most escapes mean
    /// something else. So only such are taken as mean the same in both, and they have to match all of the string.
    private static Pattern wholly(JsonNode schema, int greatest) {
        String pattern = Keywords.text(schema, "pattern");
        if (greatest > LONGEST) {
            throw new Flaw(schema, "pattern", "pattern: only with a maxLength of at most " + LONGEST);
        }
        if (!SUPPORTED.matcher(pattern).matches()) {
            throw new Flaw(
                    schema,
                    "pattern",
                    "pattern: only ^...$ of single characters, sets like [a-z0-9] and \\P{Cc} is supported");
        }
        try {
            return Pattern.compile(pattern.substring(1, pattern.length() - 1));
        } catch (PatternSyntaxException e) {
            throw new Flaw(schema, "pattern", "pattern: " + e.getDescription());
        }
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
