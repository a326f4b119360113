package io.dealstream.event;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a state's bytes, which [StateWriter] wrote. The fields must be read in the order in which they were
/// written. The bytes are the process's own, so they are not checked. Not thread-safe.
public final class StateReader {

    private final byte[] bytes;
    private final SmallNumbers<Partition> partitions;
    private List<Position> lasts = List.of();
    private int at;

    /// @param bytes the state's bytes, not copied
    /// @param from the index in `bytes` at which the state begins
    /// @param partitions the numbering with which the state was written
    public StateReader(byte[] bytes, int from, SmallNumbers<Partition> partitions) {
        this.bytes = bytes;
        this.at = from;
        this.partitions = partitions;
    }

    /// Sets the positions from which later positions are counted: those that the writer was given.
    public void relativeTo(List<Position> lastPositions) {
        lasts = lastPositions;
    }

    /// See [StateWriter#count].
    public long count() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            number |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return number;
            }
        }
    }

    /// See [StateWriter#number].
    public long number() {
        long folded = count();
        return (folded >>> 1) ^ -(folded & 1);
    }

    /// See [StateWriter#text].
    public @Nullable String text() {
        long head = count();
        if (head == TextForm.NONE) {
            return null;
        }
        if (head == TextForm.UUID) {
            return new UUID(fixed(), fixed()).toString();
        }
        boolean utf8 = head % 2 == 0;
        Charset charset = utf8 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE;
        int length = (int) ((head - TextForm.UTF_8) / 2);
        String text = new String(bytes, at, length, charset);
        at += length;
        return text;
    }

    /// See [StateWriter#position].
    public @Nullable Position position() {
        int form = (int) count();
        if (form == 0) {
            return null;
        }
        if (form == 1) {
            return whole();
        }
        Position last = lasts.get(form - 2);
        return new Position(last.partition(), last.offset() - number(), last.watermark() - number());
    }

    /// See [StateWriter#whole].
    public Position whole() {
        return new Position(partitions.get((int) count()), number(), number());
    }

    private long fixed() {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = (number << 8) | (bytes[at++] & 0xffL);
        }
        return number;
    }
}
