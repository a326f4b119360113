package io.dealstream.event;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Reads the bytes of an id, strictly: it refuses whatever [IdWriter] would have written in another way. All
/// methods throw [NotOurs].
final class IdReader {

    /// The id is not one that Dealstream gave out.
    static final class NotOurs extends RuntimeException {
        NotOurs() {
            super(null, null, false, false);
        }
    }

    private final byte[] in;
    private final int end;
    private int at;

    private IdReader(byte[] in, int end) {
        this.in = in;
        this.end = end;
    }

    /// Opens an id.
    ///
    /// @return null where the text is not base64url without padding, in its one valid form, or the checksum is
    ///     wrong
    static @Nullable IdReader open(String id, StreamKey stream) {
        if (id.isEmpty() || id.length() > Cursor.MAX_LENGTH) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        int end = bytes.length - IdWriter.CHECKSUM_BYTES;
        if (end < 2
                || !Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(bytes)
                        .equals(id)) {
            return null;
        }
        int sum = 0;
        for (int i = end; i < bytes.length; i++) {
            sum = (sum << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return sum == IdWriter.checksum(bytes, end, stream) ? new IdReader(bytes, end) : null;
    }

    boolean hasMore() {
        return at < end;
    }

    void requireEnd() {
        require(at == end);
    }

    int readByte() {
        require(at < end);
        return in[at++] & 0xff;
    }

    int readTag() {
        return (readByte() << 16) | (readByte() << 8) | readByte();
    }

    /// Reads a number from 0 to `most`, written in the fewest bytes.
    long readVarint(long most) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                require(value >= 0 && value <= most && (next > 0 || shift == 0) && value >>> shift == next);
                return value;
            }
        }
        throw new NotOurs();
    }

    int readCount(int most) {
        return (int) readVarint(most);
    }

    /// How many bytes are left.
    int left() {
        return end - at;
    }

    /// Whether the id, without its checksum, consists of exactly these bytes.
    boolean is(byte[] bytes) {
        return Arrays.equals(in, 0, end, bytes, 0, bytes.length);
    }

    static void require(boolean ours) {
        if (!ours) {
            throw new NotOurs();
        }
    }
}
