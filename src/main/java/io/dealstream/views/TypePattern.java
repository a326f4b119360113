package io.dealstream.views;

/// The name of a type, or the beginning of the names of several types.
///
/// @param text the name or its beginning
/// @param prefix whether `text` is only the beginning
public record TypePattern(String text, boolean prefix) {

    /// Reads a name, or the beginning of names followed by `*`.
    ///
    /// @throws IllegalArgumentException when there is a `*` in another place, or nothing else
    public static TypePattern parse(String pattern) {
        boolean prefix = pattern.endsWith("*");
        String text = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (text.indexOf('*') >= 0 || pattern.isBlank()) {
            throw new IllegalArgumentException(pattern + " is neither the name of a type nor how names begin");
        }
        return new TypePattern(text, prefix);
    }

    /// Whether it matches the name of a type.
    public boolean matches(String type) {
        return prefix ? type.startsWith(text) : type.equals(text);
    }
}
