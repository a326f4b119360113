package io.dealstream.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Spans of time of one length that lie near each other: an id tells each by how many it lies before the latest.
///
/// @param scale which of [Spot#SCALES]
/// @param latest the number of the latest span
record Spans(int scale, long latest) {

    /// So many an id may have. Those of one length can always be taken together.
    static final int MOST = Spot.SCALES.length + 1;

    /// Parts hints by the lengths of their spans, and further where one is more than `gap` spans later than the one
    /// before; by the lengths only where that would make too many.
    static List<Spans> of(Collection<Hint> hints, long gap) {
        TreeMap<Integer, TreeSet<Long>> numbers = new TreeMap<>();
        for (Hint hint : hints) {
            numbers.computeIfAbsent(hint.scale(), scale -> new TreeSet<>()).add(hint.span());
        }
        List<Spans> parts = new ArrayList<>();
        numbers.forEach((scale, spans) -> {
            long before = spans.getFirst();
            for (long span : spans) {
                if (span - before > gap) {
                    parts.add(new Spans(index(scale), before));
                }
                before = span;
            }
            parts.add(new Spans(index(scale), before));
        });
        return parts.size() > MOST ? of(hints, Long.MAX_VALUE) : parts;
    }

    private static int index(int scale) {
        int index = 0;
        while (Spot.SCALES[index] != scale) {
            index++;
        }
        return index;
    }

    /// The part that a hint belongs to: of those with its length the one with the least latest span that is not before
    /// its own.
    ///
    /// @param parts as [#of] gives them for it and others
    static int find(List<Spans> parts, Hint hint) {
        int i = 0;
        while (Spot.SCALES[parts.get(i).scale] != hint.scale() || parts.get(i).latest < hint.span()) {
            i++;
        }
        return i;
    }
}
