package io.dealstream.testing;

import io.dealstream.event.Partition;
import io.dealstream.event.StreamKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/// Ids with a correct checksum and arbitrary content, as an attacker can make them who has read the source.
public final class ForgedIds {

    private static final long[] WILD = {
        0,
        1,
        -1,
        -2,
        127,
        128,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE - 60_000,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
    };

    private final Random random;
    private final List<Partition> real;
    private final long now;

    /// @param real partitions that ids may speak of besides those that are made up
    /// @param now epoch ms, for times that may be
    public ForgedIds(Random random, List<Partition> real, long now) {
        this.random = random;
        this.real = real;
        this.now = now;
    }

    /// The next one.
    public String next(StreamKey stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(random.nextInt(50) == 0 ? random.nextInt(256) : 1 + random.nextInt(3));
        varint(out, since());
        if (random.nextInt(4) == 0) {
            bytes(out, random.nextInt(60));
            return sealed(out.toByteArray(), stream);
        }
        if (out.toByteArray()[0] == 2) {
            // scale, the latest time, how many groups of marks
            out.write(random.nextInt(random.nextInt(8) == 0 ? 256 : 7));
            varint(out, random.nextInt(3) == 0 ? wild() : random.nextInt(20));
            varint(out, random.nextInt(8) == 0 ? wild() : random.nextInt(3));
        }
        for (int groups = random.nextInt(4); groups > 0; groups--) {
            group(out);
        }
        if (random.nextInt(3) == 0) {
            bytes(out, random.nextInt(40));
        }
        return sealed(out.toByteArray(), stream);
    }

    /// An id that was given out, with a few of its bytes changed.
    public String bent(String id, StreamKey stream) {
        byte[] bytes = Base64.getUrlDecoder().decode(id);
        byte[] content = Arrays.copyOf(bytes, bytes.length - 4);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(content.length);
            content[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : content[at] ^ (1 << random.nextInt(8)));
        }
        return sealed(
                random.nextInt(5) == 0 ? Arrays.copyOf(content, random.nextInt(content.length)) : content, stream);
    }

    /// The id of some content: with the checksum that it must have for a stream.
    public static String sealed(byte[] content, StreamKey stream) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        String name = stream.tenant().id()
                + '\n'
                + stream.subject().kind()
                + '\n'
                + stream.subject().id();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(content.length + 4)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// A number in groups of seven bits, the lowest first; negative ones take ten bytes.
    public static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private void group(ByteArrayOutputStream out) {
        Partition partition = real.get(random.nextInt(real.size()));
        int tag = random.nextInt(5) == 0 ? random.nextInt(1 << 24) : partition.tag();
        out.write(tag >>> 16);
        out.write(tag >>> 8);
        out.write(tag);
        int count = random.nextInt(4);
        varint(out, random.nextInt(10) == 0 ? wild() : count);
        for (int i = 0; i < count; i++) {
            varint(out, random.nextInt(3) == 0 ? wild() : random.nextInt(6));
            varint(out, random.nextInt(3) == 0 ? wild() : random.nextInt(2_000));
        }
    }

    private long since() {
        return switch (random.nextInt(4)) {
            case 0 -> wild();
            case 1 -> now + random.nextInt(200_000) - 100_000;
            default -> Math.max(0, now - random.nextInt(10_000));
        };
    }

    private long wild() {
        return random.nextInt(3) == 0 ? random.nextLong() : WILD[random.nextInt(WILD.length)];
    }

    private void bytes(ByteArrayOutputStream out, int count) {
        byte[] some = new byte[count];
        random.nextBytes(some);
        out.writeBytes(some);
    }
}
