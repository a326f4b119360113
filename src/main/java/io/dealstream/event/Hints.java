package io.dealstream.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The form of hints in an id, by topic. For each partition it holds which part its span belongs to, how many
/// spans it lies before that part's latest, and as many last bits of its offset as are needed. Neighbours are
/// alike, so a partition takes six or seven bits ([BitCoder]).
///
/// @param parts what spans are counted from; not empty
record Hints(List<Spans> parts) {

    /// The most bits of an offset, and of an age.
    private static final int MOST_BITS = 24;
    /// The most hints in one id: more than any id has room for.
    static final int MOST_HINTS = 4_096;

    /// About how many bits the lengths of the two numbers take.
    private static final int FORM_BITS = 3;

    /// The size of what cannot be written as a hint: more than anything takes.
    static final int NEVER = 1 << 20;

    /// About how many bits a spot takes as a hint; [#NEVER] where it cannot be written as one.
    ///
    /// @param scale an index of [Spot#SCALES]
    /// @param latestTime the latest time of all spots that become hints, epoch ms
    static int bits(Spot spot, int scale, long latestTime) {
        long first = spot.first(scale);
        if (first == Spot.NONE) {
            return NEVER;
        }
        long age = (latestTime >> Spot.SCALES[scale]) - (spot.last().watermark() >> Spot.SCALES[scale]);
        int width = Hint.length(spot.last().offset() - first);
        return age >>> MOST_BITS != 0 || width > MOST_BITS ? NEVER : FORM_BITS + Hint.length(age) + width;
    }

    /// Whether all these spots have hints that this form can hold.
    boolean canTell(List<Spot> spots) {
        return spots.size() <= MOST_HINTS
                && spots.stream()
                        .map(Spot::hint)
                        .allMatch(hint -> hint != null
                                && parts.get(Spans.find(parts, hint)).latest() - hint.span() < 1L << MOST_BITS);
    }

    /// Writes the hints of these spots.
    ///
    /// @param spots in order; [#canTell] must be true of them
    /// @param since the cursor's, epoch ms
    void write(List<Spot> spots, long since, IdWriter out) {
        out.putVarint(parts.size());
        for (Spans part : parts) {
            out.putByte(part.scale());
            out.putVarint(part.latest() - (since >> Spot.SCALES[part.scale()]));
        }
        List<List<Spot>> topics = WholeMarks.byTopic(spots);
        out.putVarint(topics.size());
        for (List<Spot> topic : topics) {
            out.putTag(topic.getLast().last().partition().tag());
            out.putVarint(topic.size());
        }
        BitWriter bits = new BitWriter(out);
        Form form = new Form(bits, parts.size());
        for (List<Spot> topic : topics) {
            int before = -1;
            for (int i = 0; i < topic.size() && out.fits(); i++) {
                Hint hint = Objects.requireNonNull(topic.get(i).hint());
                int index = topic.get(i).last().partition().index();
                form.gap(index - before - 1);
                int part = form.part(Spans.find(parts, hint));
                form.age(part, parts.get(part).latest() - hint.span());
                form.low(form.width(part, hint.width()), hint.low());
                before = index;
            }
        }
        bits.end();
    }

    /// Reads what [#write] has written.
    ///
    /// @param since the cursor's, epoch ms: no span may end before it
    /// @param spots receives the spots that were read
    /// @return the form in which they were written
    /// @throws IdReader.NotOurs when [#write] would not have written it so
    static Hints read(IdReader in, long since, List<Spot> spots) {
        int count = in.readCount(Spans.MOST);
        IdReader.require(count > 0);
        List<Spans> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int scale = in.readByte();
            IdReader.require(scale < Spot.SCALES.length);
            long earliest = since >> Spot.SCALES[scale];
            parts.add(new Spans(scale, earliest + in.readVarint((Long.MAX_VALUE >> Spot.SCALES[scale]) - earliest)));
        }
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
        Form form = new Form(new BitReader(in), count);
        for (int i = 0; i < topics; i++) {
            long index = -1;
            for (int j = 0; j < counts[i]; j++) {
                index += form.gap(0) + 1;
                int part = form.part(0);
                IdReader.require(index <= Integer.MAX_VALUE && part < count);
                int scale = Spot.SCALES[parts.get(part).scale()];
                long span = parts.get(part).latest() - form.age(part, 0);
                int width = form.width(part, 0);
                IdReader.require(span >= since >> scale && width <= MOST_BITS);
                spots.add(Spot.hint(tags[i], (int) index, new Hint(scale, span, width, form.low(width, 0))));
            }
        }
        return new Hints(parts);
    }

    /// The fields of a hint, for reading and writing.
    private static final class Form {

        private final BitCoder bits;
        private final int parts;
        private final int[] gaps = new int[BitCoder.NUMBER_PLACES];
        private final int[] which = new int[BitCoder.NUMBER_PLACES];
        private final int[][] ages;
        private final int[][] widths;

        Form(BitCoder bits, int parts) {
            this.bits = bits;
            this.parts = parts;
            this.ages = new int[parts][BitCoder.NUMBER_PLACES];
            this.widths = new int[parts][BitCoder.NUMBER_PLACES];
        }

        /// How many partitions lie between this one and the one before it.
        long gap(long gap) {
            return bits.number(gaps, gap);
        }

        /// Takes no bit where there is only one part.
        int part(int part) {
            return parts == 1 ? 0 : (int) bits.number(which, part);
        }

        long age(int part, long age) {
            return bits.number(ages[part], age);
        }

        int width(int part, int width) {
            return (int) bits.number(widths[part], width);
        }

        long low(int width, long low) {
            return bits.plain(low, width);
        }
    }
}
