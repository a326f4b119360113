package io.dealstream.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32C;

/// Writes the bytes of an id. Bytes that do not fit are dropped, see [#fits()].
final class IdWriter {

    static final int CHECKSUM_BYTES = 4;
    /// So many bytes become [Cursor#MAX_LENGTH] characters of base64.
    private static final int MOST_BYTES = Cursor.MAX_LENGTH * 3 / 4;

    private final byte[] out;
    private int size;
    private boolean overflow;

    /// @param expected how many bytes there will be, roughly
    IdWriter(int expected) {
        this.out = new byte[Math.min(MOST_BYTES, expected + CHECKSUM_BYTES)];
    }

    static IdWriter ofAnySize() {
        return new IdWriter(MOST_BYTES);
    }

    /// Whether everything has found room, the checksum included.
    boolean fits() {
        return !overflow;
    }

    /// How many bytes were written, without a checksum.
    int size() {
        return size;
    }

    void putByte(int value) {
        if (size < out.length - CHECKSUM_BYTES) {
            out[size++] = (byte) value;
        } else {
            overflow = true;
        }
    }

    void putTag(int tag) {
        putByte(tag >>> 16);
        putByte(tag >>> 8);
        putByte(tag);
    }

    /// Writes a number in groups of seven bits, the lowest first.
    void putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            putByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    /// The bytes that were written, without a checksum.
    byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    /// The id as text, with its checksum for `stream`.
    String seal(StreamKey stream) {
        int sum = checksum(out, size, stream);
        for (int shift = 24; shift >= 0; shift -= Byte.SIZE) {
            out[size++] = (byte) (sum >>> shift);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(out, size));
    }

    static int checksum(byte[] bytes, int length, StreamKey stream) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        String name = stream.tenant().id()
                + '\n'
                + stream.subject().kind()
                + '\n'
                + stream.subject().id();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
