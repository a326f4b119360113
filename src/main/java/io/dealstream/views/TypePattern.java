package io.dealstream.views;

/// The name of a type, or how the names of some begin.
///
/// @param text what a name is or begins with
/// @param prefix whether anything may follow
public record TypePattern(String text, boolean prefix) {

    /// Reads a name, or the beginning of names with a `*` after it.
    ///
    /// @throws IllegalArgumentException when the `*` stands elsewhere, or nothing stands there
    public static TypePattern parse(String pattern) {
        boolean prefix = pattern.endsWith("*");
        String text = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (text.indexOf('*') >= 0 || pattern.isBlank()) {
            throw new IllegalArgumentException(pattern + " is neither the name of a type nor how names begin");
        }
        return new TypePattern(text, prefix);
    }

    /// Whether it stands for a type.
    public boolean matches(String type) {
        return prefix ? type.startsWith(text) : type.equals(text);
    }
}
