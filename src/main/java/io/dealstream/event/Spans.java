package io.dealstream.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Spans of time of one length that lie near each other. An id counts how many spans each lies before the latest.
///
/// @param scale an index of [Spot#SCALES]
/// @param latest the number of the latest span
record Spans(int scale, long latest) {

    /// The most parts that an id may have. Spans of one length can always be one part.
    static final int MOST = Spot.SCALES.length + 1;

    /// Divides hints into parts by the length of their spans, and further where a span lies more than `gap`
    /// spans after the one before it. If that makes more than [#MOST] parts, the lengths alone decide.
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

    /// The index of the part that a hint belongs to. Of the parts with the hint's length, it is the one with
    /// the least latest span that is not before the hint's.
    ///
    /// @param parts what [#of] returned for hints that include this one
    static int find(List<Spans> parts, Hint hint) {
        int i = 0;
        while (Spot.SCALES[parts.get(i).scale] != hint.scale() || parts.get(i).latest < hint.span()) {
            i++;
        }
        return i;
    }
}
