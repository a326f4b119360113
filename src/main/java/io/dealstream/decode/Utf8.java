package io.dealstream.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Strict UTF-8: overlong forms, surrogates and other encodings are errors.
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long BLANKS = 0x2020202020202020L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /// Whether all bytes are ASCII from the blank upwards, as in most values and headers. It looks at eight
    /// bytes at a time.
    static boolean isPlain(byte[] bytes) {
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            // Subtracting a blank from each byte borrows into the high bit where the byte is less than a blank.
            if (((word - BLANKS | word) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] < ' ') {
                return false;
            }
        }
        return true;
    }

    /// Decodes bytes to text.
    ///
    /// @throws CharacterCodingException when they are not UTF-8
    static String decode(byte[] bytes) throws CharacterCodingException {
        return isPlain(bytes)
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
    }
}
