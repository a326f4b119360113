package io.dealstream.event;

import java.util.ArrayList;
import java.util.List;

/// The form of marks with whole offsets in an id. For each topic it holds the tag, the number of marks, and
/// each mark's partition number and offset.
final class WholeMarks {

    /// The greatest offset: the offset behind a mark must be a `long`, too.
    private static final long MOST = Long.MAX_VALUE - 1;

    private WholeMarks() {}

    /// Writes marks. Stops where the id is full.
    ///
    /// @param spots in order
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
    /// @param after the tag of the topic before, or -1
    /// @param spots receives the marks that were read
    /// @return the topic's tag
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

    /// Divides spots by topic, without copying them.
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
