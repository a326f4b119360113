package io.dealstream.event;

import org.jspecify.annotations.Nullable;

/// Where a stream was last seen in one partition.
///
/// @param last the last event's position. A mark of a cursor has the watermark [#UNKNOWN], and a hint has no
///     offset either.
/// @param firsts for each of [#SCALES], the offset of the stream's first event in the span of the last event, or
///     [#NONE]; null where none is known
/// @param hint what is known in place of the last event's offset; null where the offset is known
@SuppressWarnings("ArrayRecordComponent") // never written to once made, and never compared
record Spot(
        Position last, long @Nullable [] firsts, @Nullable Hint hint) {

    /// The watermark of a position that is known from a cursor only: it may be any.
    static final long UNKNOWN = Long.MAX_VALUE;

    /// The lengths of spans, as powers of two, from 16 ms to 66 s. One of them suits the rate of any stream.
    static final int[] SCALES = {4, 6, 8, 10, 12, 14, 16};

    static final long NONE = -1;

    /// A mark of a cursor.
    static Spot mark(int tag, int index, long offset) {
        return new Spot(new Position(new Partition("", index, tag), offset, UNKNOWN), null, null);
    }

    static Spot hint(int tag, int index, Hint hint) {
        return new Spot(new Position(new Partition("", index, tag), NONE, UNKNOWN), null, hint);
    }

    /// The mark that a hint turns out to be.
    Spot resolved(long offset) {
        return mark(last.partition().tag(), last.partition().index(), offset);
    }

    /// The last event in a partition, without knowledge of those before it.
    static Spot last(Position position) {
        return new Spot(position, null, null);
    }

    /// The first event that is seen in a partition.
    ///
    /// @param knownSince all events of the stream with a greater watermark are known, epoch ms; or [#UNKNOWN]
    static Spot begin(Position position, long knownSince) {
        return new Spot(position, firsts(null, position, knownSince), null);
    }

    /// The same partition one event later.
    ///
    /// @param knownSince as in [#begin]
    Spot then(Position next, long knownSince) {
        // Watermarks never fall. One that seems to was read from a place where less was known of the partition.
        boolean fell = next.watermark() < last.watermark() && last.watermark() != UNKNOWN;
        Position now = fell ? new Position(next.partition(), next.offset(), last.watermark()) : next;
        return new Spot(now, firsts(this, now, Math.max(knownSince, last.watermark())), null);
    }

    /// For each scale, the first event of the span of `now`. An event is the first of its span if the span
    /// begins after all earlier events.
    private static long @Nullable [] firsts(@Nullable Spot before, Position now, long knownSince) {
        boolean unknown = knownSince == UNKNOWN && (before == null || before.firsts == null);
        if (unknown || now.watermark() == UNKNOWN) {
            return null;
        }
        if (before != null && before.last.watermark() >= begin(now, 0)) {
            return before.firsts; // longer spans consist of shorter ones
        }
        long[] firsts = new long[SCALES.length];
        for (int i = 0; i < SCALES.length; i++) {
            long begin = begin(now, i);
            if (before != null && before.last.watermark() >= begin) {
                firsts[i] = before.first(i);
            } else {
                firsts[i] = knownSince < begin ? now.offset() : NONE;
            }
        }
        return firsts;
    }

    /// When the span of an event begins, epoch ms.
    private static long begin(Position position, int scale) {
        return position.watermark() >> SCALES[scale] << SCALES[scale];
    }

    /// The offset of the stream's first event in the span of the last one, or [#NONE].
    ///
    /// @param scale which of [#SCALES]
    long first(int scale) {
        return firsts == null ? NONE : firsts[scale];
    }

    /// The same with its last bits only.
    ///
    /// @param scale which of [#SCALES]; the first event of its span is known
    Spot hinted(int scale) {
        Partition partition = last.partition();
        return hint(
                partition.tag(),
                partition.index(),
                new Hint(
                        SCALES[scale],
                        last.watermark() >> SCALES[scale],
                        Hint.length(last.offset() - first(scale)),
                        last.offset()));
    }

    /// Whether no more is known than an offset, or its last bits.
    boolean isPlain() {
        return firsts == null;
    }

    /// Whether it surely lies after another one of the same partition.
    boolean isBeyond(Spot other) {
        if (hint == null || other.hint == null) {
            return hint == null && other.hint == null && last.offset() > other.last.offset();
        }
        return hint.isBeyond(other.hint);
    }

    long key() {
        return key(last.partition());
    }

    /// One number for a partition, in the order of tags and indexes.
    static long key(int tag, int index) {
        return ((long) tag << Integer.SIZE) | index;
    }

    static long key(Partition partition) {
        return key(partition.tag(), partition.index());
    }
}
