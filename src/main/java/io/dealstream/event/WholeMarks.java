package io.dealstream.event;

import java.util.ArrayList;
import java.util.List;

/// Marks with their whole offsets, by topic: its tag, how many they are, and index and offset of each.
final class WholeMarks {

    /// The offset behind a mark is a number, too.
    private static final long MOST = Long.MAX_VALUE - 1;

    private WholeMarks() {}

    /// @param spots in their order
    static void write(List<Spot> spots, IdWriter out) {
        for (List<Spot> topic : byTopic(spots)) {
            out.putTag(topic.getFirst().last().partition().tag());
            out.putVarint(topic.size());
            for (Spot spot : topic) {
                out.putVarint(spot.last().partition().index());
                out.putVarint(spot.last().offset());
            }
            if (!out.fits()) {
                return;
            }
        }
    }

    /// Reads the marks of one topic.
    ///
    /// @param after the tag before, or -1
    /// @param spots where they are added
    /// @return the tag
    static int read(IdReader in, int after, List<Spot> spots) {
        int tag = in.readTag();
        IdReader.require(tag > after);
        int count = in.readCount(in.left());
        IdReader.require(count > 0);
        int before = -1;
        for (; count > 0; count--) {
            int index = (int) in.readVarint(Integer.MAX_VALUE);
            IdReader.require(index > before);
            spots.add(Spot.mark(tag, index, in.readVarint(MOST)));
            before = index;
        }
        return tag;
    }

    /// The same in parts, one for each topic.
    static List<List<Spot>> byTopic(List<Spot> spots) {
        List<List<Spot>> topics = new ArrayList<>(2);
        int from = 0;
        for (int i = 1; i <= spots.size(); i++) {
            if (i == spots.size() || tag(spots, i) != tag(spots, from)) {
                topics.add(spots.subList(from, i));
                from = i;
            }
        }
        return topics;
    }

    private static int tag(List<Spot> spots, int i) {
        return spots.get(i).last().partition().tag();
    }
}
