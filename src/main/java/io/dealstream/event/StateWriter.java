package io.dealstream.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes the state of a stream as a few bytes. [StateReader] reads it again, field by field in the same order.
/// Grows as needed. Not thread-safe.
///
/// A number takes a byte for each seven bits. A position is written as its distance from the stream's last
/// position in its partition, which is near. A text that is a UUID takes 16 bytes.
public final class StateWriter {

    private static final int FIRST_LENGTH = 256;

    private final List<Position> lasts;
    private final SmallNumbers<Partition> partitions;
    private byte[] bytes = new byte[FIRST_LENGTH];
    private int length;

    /// @param lasts the last position of the stream in each partition
    /// @param partitions the numbering of partitions
    public StateWriter(List<Position> lasts, SmallNumbers<Partition> partitions) {
        this.lasts = lasts;
        this.partitions = partitions;
    }

    /// Writes a number. Small numbers from 0 on take the fewest bytes; any other takes at most ten.
    public StateWriter count(long number) {
        long left = number;
        while ((left & ~0x7fL) != 0) {
            put((byte) (left | 0x80));
            left >>>= 7;
        }
        put((byte) left);
        return this;
    }

    /// Writes a number that may be negative. Numbers near 0 take the fewest bytes.
    public StateWriter number(long number) {
        return count((number << 1) ^ (number >> 63));
    }

    /// Writes a text of any characters, or null.
    public StateWriter text(@Nullable String text) {
        if (text == null) {
            return count(TextForm.NONE);
        }
        UUID uuid = TextForm.uuid(text);
        if (uuid != null) {
            count(TextForm.UUID);
            fixed(uuid.getMostSignificantBits());
            fixed(uuid.getLeastSignificantBits());
            return this;
        }
        int form = TextForm.of(text);
        byte[] encoded = text.getBytes(form == TextForm.UTF_8 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE);
        // the two forms that have a length share the first number with it
        count((long) encoded.length * 2 + form);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    /// Writes a position, or null.
    public StateWriter position(@Nullable Position position) {
        if (position == null) {
            return count(0);
        }
        int at = 0;
        while (at < lasts.size() && !lasts.get(at).partition().equals(position.partition())) {
            at++;
        }
        if (at == lasts.size()) {
            count(1).whole(position);
            return this;
        }
        Position last = lasts.get(at);
        return count(at + 2L).number(last.offset() - position.offset()).number(last.watermark() - position.watermark());
    }

    /// Writes a position with its whole numbers.
    public StateWriter whole(Position position) {
        return count(partitions.of(position.partition()))
                .number(position.offset())
                .number(position.watermark());
    }

    /// A copy of the bytes that were written.
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void fixed(long number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            put((byte) (number >>> shift));
        }
    }

    private void put(byte one) {
        room(1);
        bytes[length++] = one;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
