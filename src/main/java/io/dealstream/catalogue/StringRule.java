package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The keywords `minLength`, `maxLength`, `pattern` and `enum` of strings.
///
/// @param least the least length, in Unicode characters
/// @param greatest the greatest length, in Unicode characters
/// @param pattern must match the whole string; null: there is none
/// @param values the only allowed strings; empty: all are
record StringRule(int least, int greatest, @Nullable Pattern pattern, List<String> values) {

    private static final String SET = "\\[\\^?[ -~&&[^\\[\\]\\\\&^]]+]";
    private static final String NO_CONTROL = "\\\\P\\{Cc}";
    private static final String ITSELF = "[A-Za-z0-9 _:@/#%~,;=!<>\"'-]";
    private static final String QUANTIFIER = "([*+?]|\\{[0-9]{1,4}(,[0-9]{0,4})?})?";

    /// The parts of which a pattern may consist, each with one quantifier.
    private static final Pattern SUPPORTED =
            Pattern.compile("\\^((" + SET + "|" + NO_CONTROL + "|" + ITSELF + ")" + QUANTIFIER + ")+\\$");

    /// The longest string with a pattern, in Unicode characters. Matching may take time that grows with a power
    /// of the length, and producers may write any text.
    private static final int LONGEST = 1024;

    /// @throws Flaw when a keyword has a value that cannot be checked exactly
    static StringRule of(JsonNode schema) {
        int greatest = Keywords.count(schema, "maxLength", Integer.MAX_VALUE);
        return new StringRule(
                Keywords.count(schema, "minLength", 0),
                greatest,
                schema.has("pattern") ? wholly(schema, greatest) : null,
                Keywords.texts(schema, "enum"));
    }

    /// Compiles a pattern. JSON Schema uses the patterns of ECMAScript, which differ from Java's: in ECMAScript
    /// `$` is the very end, in Java it also matches before a final line break; and a set within a set, a
    /// quantifier after another, a dot and most escapes mean something else. So only patterns are accepted that
    /// mean the same in both, and they must match the whole string.
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

    /// A text for people; empty where any string is allowed.
    @Override
    public String toString() {
        return (least == 0 && greatest == Integer.MAX_VALUE ? "" : " of " + least + " to " + greatest + " characters")
                + (pattern == null ? "" : " like " + pattern)
                + (values.isEmpty() ? "" : " out of " + values);
    }
}
