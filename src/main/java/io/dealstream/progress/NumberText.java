package io.dealstream.progress;

import org.jspecify.annotations.Nullable;

/// Reads counts and percentages from fields that are kept as text.
final class NumberText {

    private NumberText() {}

    /// The whole part of a JSON number, or `otherwise` where there is none.
    static long orElse(@Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return (long) Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
