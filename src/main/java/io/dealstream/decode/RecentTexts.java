package io.dealstream.decode;

import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Returns the same string for equal bytes that come shortly after one another. So values that most records
/// repeat (type, source, tenant) are decoded once, and their strings have their hash computed when they are
/// looked up. Thread-safe: a race costs at most one extra copy.
final class RecentTexts {

    private static final int SLOTS = 1 << 10;

    /// The longest bytes that are kept. Longer ones rarely repeat and would fill memory.
    private static final int LONGEST = 128;

    @SuppressWarnings("ArrayRecordComponent") // compared where it is looked up, and never written to
    private record Slot(byte[] bytes, String text) {}

    private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

    /// Decodes bytes to text.
    ///
    /// @param bytes UTF-8; kept, so never to be written to
    /// @throws CharacterCodingException when they are not UTF-8
    String decode(byte[] bytes) throws CharacterCodingException {
        if (bytes.length > LONGEST) {
            return Utf8.decode(bytes);
        }
        int hash = Arrays.hashCode(bytes);
        int index = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Slot slot = slots.get(index);
        if (slot != null && Arrays.equals(slot.bytes, bytes)) {
            return slot.text;
        }
        String text = Utf8.decode(bytes);
        slots.set(index, new Slot(bytes, text));
        return text;
    }
}
