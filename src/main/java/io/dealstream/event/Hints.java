package io.dealstream.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Hints, by topic: for each partition how many spans before the latest its own lies, and the last bits of its offset,
/// as many as are needed. As neighbours are alike, a partition takes six or seven bits ([BitCoder]).
///
/// @param scale which of [Spot#SCALES]
record Hints(int scale) {

    /// The most bits of an offset, and of an age.
    private static final int MOST_BITS = 24;
    /// More than any id has room for.
    static final int MOST_HINTS = 4_096;

    /// What it takes to say how long numbers are, about.
    private static final int FORM_BITS = 3;

    /// More than anything takes.
    static final int NEVER = 1 << 20;

    /// About how many bits a spot takes, besides that it is there; [#NEVER] where it cannot be told so.
    int bits(Spot spot, long latest) {
        long age;
        int width;
        if (spot.hint() != null) {
            if (spot.hint().scale() != Spot.SCALES[scale]) {
                return NEVER;
            }
            age = latest - spot.hint().span();
            width = spot.hint().width();
        } else {
            long first = spot.first(scale);
            if (first == Spot.NONE) {
                return NEVER;
            }
            age = latest - (spot.last().watermark() >> Spot.SCALES[scale]);
            width = length(spot.last().offset() - first);
        }
        return age >>> MOST_BITS != 0 || width > MOST_BITS ? NEVER : FORM_BITS + length(age) + width;
    }

    /// A spot as a hint; null where its span is not known, or is of another length.
    private @Nullable Hint hint(Spot spot) {
        Hint hint = spot.hint();
        if (hint != null) {
            return hint.scale() == Spot.SCALES[scale] ? hint : null;
        }
        long first = spot.first(scale);
        return first == Spot.NONE
                ? null
                : new Hint(
                        Spot.SCALES[scale],
                        spot.last().watermark() >> Spot.SCALES[scale],
                        length(spot.last().offset() - first),
                        spot.last().offset());
    }

    /// @param spots in their order, each of them possible
    void write(List<Spot> spots, long latest, IdWriter out) {
        List<List<Spot>> topics = WholeMarks.byTopic(spots);
        out.putVarint(topics.size());
        for (List<Spot> topic : topics) {
            out.putTag(topic.getLast().last().partition().tag());
            out.putVarint(topic.size());
        }
        BitWriter bits = new BitWriter(out);
        Form form = new Form(bits);
        for (List<Spot> topic : topics) {
            int before = -1;
            for (int i = 0; i < topic.size() && out.fits(); i++) {
                Hint hint = Objects.requireNonNull(hint(topic.get(i)));
                int index = topic.get(i).last().partition().index();
                form.gap(index - before - 1);
                form.age(latest - hint.span());
                form.low(form.width(hint.width()), hint.low());
                before = index;
            }
        }
        bits.end();
    }

    /// @param earliest no span may lie before this one
    List<Spot> read(IdReader in, long latest, long earliest) {
        int topics = in.readCount(in.left());
        IdReader.require(topics > 0);
        int[] tags = new int[topics];
        int[] counts = new int[topics];
        for (int i = 0; i < topics; i++) {
            tags[i] = in.readTag();
            counts[i] = in.readCount(MOST_HINTS);
            IdReader.require(counts[i] > 0 && (i == 0 || tags[i] > tags[i - 1]));
        }
        IdReader.require(Arrays.stream(counts).sum() <= MOST_HINTS);
        Form form = new Form(new BitReader(in));
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < topics; i++) {
            long index = -1;
            for (int j = 0; j < counts[i]; j++) {
                index += form.gap(0) + 1;
                long span = latest - form.age(0);
                int width = form.width(0);
                IdReader.require(index <= Integer.MAX_VALUE && span >= earliest && width <= MOST_BITS);
                Hint hint = new Hint(Spot.SCALES[scale], span, width, form.low(width, 0));
                spots.add(Spot.hint(tags[i], (int) index, hint));
            }
        }
        return spots;
    }

    /// What a hint is made of, in either direction.
    private static final class Form {

        private final BitCoder bits;
        private final int[] gaps = new int[BitCoder.NUMBER_PLACES];
        private final int[] ages = new int[BitCoder.NUMBER_PLACES];
        private final int[] widths = new int[BitCoder.NUMBER_PLACES];

        Form(BitCoder bits) {
            this.bits = bits;
        }

        /// How many partitions lie between this one and the one before.
        long gap(long gap) {
            return bits.number(gaps, gap);
        }

        long age(long age) {
            return bits.number(ages, age);
        }

        int width(int width) {
            return (int) bits.number(widths, width);
        }

        long low(int width, long low) {
            return bits.plain(low, width);
        }
    }

    private static int length(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }
}
