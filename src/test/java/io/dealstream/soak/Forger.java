package io.dealstream.soak;

import io.dealstream.event.Cursor;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes ids as anybody can who has a credential: their checksum is right, since it has no key, and their content is
/// wild, as far as a cursor can hold it: what none can, such as an index below 0, is forged byte by byte in
/// `StrictIdTest`.
final class Forger {

    private static final long HOUR = 3_600_000;

    private Forger() {}

    /// An id for the stream of a deal.
    static String id(RandomGenerator random, String tenant, long deal) {
        List<Cursor.Mark> marks = IntStream.range(0, random.nextInt(5))
                .mapToObj(mark -> new Cursor.Mark(random.nextInt(1 << 24), index(random), offset(random)))
                .toList();
        StreamKey stream = new StreamKey(new Tenant(tenant), new Subject("deal", Long.toString(deal)));
        return new Cursor(since(random), marks).encode(stream);
    }

    private static long since(RandomGenerator random) {
        long now = System.currentTimeMillis();
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            case 2 -> -1;
            case 3 -> now - HOUR;
            case 4 -> now + HOUR;
            default -> now - random.nextLong(HOUR / 60);
        };
    }

    private static int index(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> 1_000 + random.nextInt(1 << 20);
            case 1 -> Integer.MAX_VALUE - random.nextInt(1_000);
            default -> random.nextInt(3);
        };
    }

    private static long offset(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> -1;
            case 1 -> Long.MAX_VALUE;
            default -> random.nextLong(1_000_000);
        };
    }
}
