package io.dealstream.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a text is put away.
///
/// The first number tells which one: 0 is no text, 1 a UUID, and of any other half of it is the length in bytes, with
/// the form in its last bit.
final class TextForm {

    static final int NONE = 0;
    static final int UUID = 1;
    /// Whatever UTF-8 gives back as it was.
    static final int UTF_8 = 2;
    /// The rest: surrogates, alone or in pairs.
    static final int UTF_16 = 3;

    private static final int UUID_LENGTH = 36;

    private TextForm() {}

    /// One of the two forms that have a length.
    static int of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return UTF_16;
            }
        }
        return UTF_8;
    }

    /// The UUID that a text is, in lower case as `UUID.toString` has it; null where it is none.
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
