package io.dealstream.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The forms in which a text is written.
///
/// The first number tells the form. 0 is null, 1 is a UUID. For the other two forms, half of the number is the
/// length in bytes, and its last bit tells the form.
final class TextForm {

    static final int NONE = 0;
    static final int UUID = 1;
    /// A text that UTF-8 gives back unchanged.
    static final int UTF_8 = 2;
    /// A text with surrogates, alone or in pairs.
    static final int UTF_16 = 3;

    private static final int UUID_LENGTH = 36;

    private TextForm() {}

    /// [#UTF_8] or [#UTF_16].
    static int of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return UTF_16;
            }
        }
        return UTF_8;
    }

    /// The UUID of a text in the form of `UUID.toString`, in lower case; null where the text is none.
    static @Nullable UUID uuid(String text) {
        if (text.length() != UUID_LENGTH || text.charAt(8) != '-') {
            return null;
        }
        try {
            UUID uuid = java.util.UUID.fromString(text);
            return uuid.toString().equals(text) ? uuid : null;
        } catch (IllegalArgumentException other) {
            return null;
        }
    }
}
