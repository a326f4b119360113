package io.dealstream.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A place in one stream, made of Kafka's own numbers, so that it means the same on every replica and after every
/// restart. It says: of this stream's events I have those that stand at or before these marks; of the partitions
/// without a mark, those whose watermark lies before `since`.
///
/// On the wire it is the event's `id`: base64url of a version, `since`, the marks grouped by topic, and a checksum
/// that also covers the stream's name, so that an id of another stream is recognised as not ours.
///
/// @param since epoch ms
/// @param marks at most one for each partition, ordered by tag and index
public record Cursor(long since, List<Mark> marks) {

    /// The longest id in characters; streams that need more give up their oldest marks (see [CursorTrack]).
    public static final int MAX_LENGTH = 512;

    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_VARINT_BYTES = 10;
    private static final Comparator<Mark> ORDER =
            Comparator.comparingInt(Mark::tag).thenComparingInt(Mark::index);

    /// The last offset of the stream that was seen in one partition.
    ///
    /// @param tag the topic's, see [Partition#tag()]
    public record Mark(int tag, int index, long offset) {}

    public Cursor {
        marks = marks.stream().sorted(ORDER).toList();
    }

    /// Whether a record of this stream at `position` has been seen already.
    public boolean covers(Position position) {
        Partition partition = position.partition();
        for (Mark mark : marks) {
            if (mark.tag == partition.tag() && mark.index == partition.index()) {
                return position.offset() <= mark.offset;
            }
        }
        return position.watermark() < since;
    }

    /// The id as it is sent for events of `stream`: `[A-Za-z0-9_-]`, at most [#MAX_LENGTH] characters if the marks
    /// fit, see [#fits()].
    public String encode(StreamKey stream) {
        ByteBuffer out = ByteBuffer.allocate(1 + (3 + marks.size() * 4) * MAX_VARINT_BYTES + CHECKSUM_BYTES);
        out.put((byte) VERSION);
        putVarint(out, since);
        for (int from = 0; from < marks.size(); ) {
            int tag = marks.get(from).tag;
            int to = from;
            while (to < marks.size() && marks.get(to).tag == tag) {
                to++;
            }
            out.put((byte) (tag >>> 16)).put((byte) (tag >>> 8)).put((byte) tag);
            putVarint(out, to - from);
            for (Mark mark : marks.subList(from, to)) {
                putVarint(out, mark.index);
                putVarint(out, mark.offset);
            }
            from = to;
        }
        out.putInt(checksum(out.array(), out.position(), stream));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(trimmed(out));
    }

    /// Whether the encoded form stays within [#MAX_LENGTH].
    public boolean fits() {
        int bytes = 1 + varintLength(since) + CHECKSUM_BYTES;
        int lastTag = -1;
        for (Mark mark : marks) {
            if (mark.tag != lastTag) {
                bytes += 3 + 2;
                lastTag = mark.tag;
            }
            bytes += varintLength(mark.index) + varintLength(mark.offset);
        }
        return (bytes * 4 + 2) / 3 <= MAX_LENGTH;
    }

    /// Reads an id that a client sent for `stream`.
    ///
    /// @return empty for whatever is not an id that Dealstream gave out for this very stream
    public static Optional<Cursor> parse(String id, StreamKey stream) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(id);
            int end = bytes.length - CHECKSUM_BYTES;
            if (end < 2
                    || !Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(id)
                    || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end, stream)) {
                return Optional.empty();
            }
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
            if (in.get() != VERSION) {
                return Optional.empty();
            }
            long since = varint(in, Long.MAX_VALUE);
            List<Mark> marks = new ArrayList<>();
            for (int last = -1; in.hasRemaining(); ) {
                int tag = ((in.get() & 0xff) << 16) | ((in.get() & 0xff) << 8) | (in.get() & 0xff);
                require(tag > last);
                last = tag;
                marks(in, tag, marks);
            }
            return Optional.of(new Cursor(since, marks));
        } catch (RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    /// Those of one topic. Whoever knows how the checksum is made can send any bytes: what [#encode] would not write is
    /// none of ours.
    private static void marks(ByteBuffer in, int tag, List<Mark> marks) {
        long count = varint(in, in.remaining());
        require(count > 0);
        for (long last = -1; count > 0; count--) {
            int index = (int) varint(in, Integer.MAX_VALUE);
            require(index > last);
            last = index;
            marks.add(new Mark(tag, index, varint(in, Long.MAX_VALUE - 1)));
        }
    }

    private static void require(boolean ours) {
        if (!ours) {
            throw new IllegalArgumentException("no id of ours");
        }
    }

    private static int checksum(byte[] bytes, int length, StreamKey stream) {
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

    private static byte[] trimmed(ByteBuffer out) {
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void putVarint(ByteBuffer out, long value) {
        while ((value & ~0x7fL) != 0) {
            out.put((byte) ((value & 0x7f) | 0x80));
            value >>>= 7;
        }
        out.put((byte) value);
    }

    /// A number from 0 to `most`, in as few bytes as it takes.
    private static long varint(ByteBuffer in, long most) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte b = in.get();
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                require(value <= most && (b > 0 || shift == 0));
                return value;
            }
        }
        throw new IllegalArgumentException("varint too long");
    }

    private static int varintLength(long value) {
        return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 6) / 7);
    }
}
