package io.dealstream.hub;

import io.dealstream.event.Partition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Which streams of one tenant were forgotten before their time, and from when their past must be read: a fingerprint
/// of 64 bits and a time for each, by the ten minutes in which they were last heard of. Not thread-safe.
///
/// Who collides with another costs a pass over the past that finds nothing, no more.
final class ForgottenStreams {

    private static final long SPAN_MILLIS = Duration.ofMinutes(10).toMillis();

    /// Those that were last heard of in the same ten minutes: a hash table, open addressing, linear probing.
    private static final class Span {

        private long[] prints = new long[4];
        private long[] sinces = new long[4];
        private int size;
        private final Map<Partition, Trace> traces = new HashMap<>(2);

        void add(long print, long since) {
            if (extend(print, since)) {
                return;
            }
            int slot = slot(print);
            prints[slot] = print;
            sinces[slot] = since;
            if (++size > prints.length - prints.length / 4) {
                grow();
            }
        }

        boolean extend(long print, long since) {
            int slot = slot(print);
            if (prints[slot] != print) {
                return false;
            }
            sinces[slot] = Math.min(sinces[slot], since);
            return true;
        }

        OptionalLong since(long print) {
            int slot = slot(print);
            return prints[slot] == print ? OptionalLong.of(sinces[slot]) : OptionalLong.empty();
        }

        void until(List<Trace> ends) {
            for (Trace end : ends) {
                traces.merge(
                        end.last().partition(),
                        end,
                        (one, other) -> one.last().offset() < other.last().offset() ? other : one);
            }
        }

        long bytes() {
            return 16L * prints.length;
        }

        private int slot(long print) {
            int slot = (int) print & (prints.length - 1);
            while (prints[slot] != 0 && prints[slot] != print) {
                slot = (slot + 1) & (prints.length - 1);
            }
            return slot;
        }

        private void grow() {
            long[] oldPrints = prints;
            long[] oldSinces = sinces;
            prints = new long[2 * oldPrints.length];
            sinces = new long[2 * oldSinces.length];
            for (int i = 0; i < oldPrints.length; i++) {
                if (oldPrints[i] != 0) {
                    int slot = slot(oldPrints[i]);
                    prints[slot] = oldPrints[i];
                    sinces[slot] = oldSinces[i];
                }
            }
        }
    }

    private final TreeMap<Long, Span> spans = new TreeMap<>();
    private long bytes;

    boolean isEmpty() {
        return spans.isEmpty();
    }

    /// What it takes in memory.
    long bytes() {
        return bytes;
    }

    /// How many are remembered.
    int size() {
        return spans.values().stream().mapToInt(span -> span.size).sum();
    }

    /// @param print its fingerprint
    /// @param since from when its past must be read, epoch ms
    /// @param lastHeardAt epoch ms
    /// @param traces where it was last seen in each partition
    void add(long print, long since, long lastHeardAt, List<Trace> traces) {
        Span span = spans.get(Math.floorDiv(lastHeardAt, SPAN_MILLIS));
        if (span == null) {
            span = new Span();
            spans.put(Math.floorDiv(lastHeardAt, SPAN_MILLIS), span);
            bytes += span.bytes();
        }
        bytes -= span.bytes();
        span.add(nonZero(print), since);
        bytes += span.bytes();
        span.until(traces);
    }

    /// From when its past must be read, epoch ms; empty where it was not forgotten.
    OptionalLong since(long print) {
        OptionalLong since = OptionalLong.empty();
        for (Span span : spans.values()) {
            OptionalLong here = span.since(nonZero(print));
            if (since.isEmpty() || (here.isPresent() && here.getAsLong() < since.getAsLong())) {
                since = here;
            }
        }
        return since;
    }

    /// Up to where the past of some must be read: in any order, more than one of a partition perhaps.
    List<Trace> until(long... prints) {
        return spans.values().stream()
                .filter(span -> Arrays.stream(prints)
                        .anyMatch(print -> span.since(nonZero(print)).isPresent()))
                .flatMap(span -> span.traces.values().stream())
                .toList();
    }

    /// There turns out to be more of its past.
    ///
    /// @param since the time of it, epoch ms
    /// @param trace where
    /// @return whether it was forgotten
    boolean extend(long print, long since, Trace trace) {
        boolean known = false;
        for (Span span : spans.values()) {
            if (span.extend(nonZero(print), since)) {
                span.until(List.of(trace));
                known = true;
            }
        }
        return known;
    }

    /// Up to when those of the oldest ten minutes were heard of, epoch ms; the lowest value where there are none.
    long oldestEndsAt() {
        return spans.isEmpty() ? Long.MIN_VALUE : (spans.firstKey() + 1) * SPAN_MILLIS;
    }

    /// Gives up those of the oldest ten minutes.
    ///
    /// @return where any of them was last seen in each partition
    Collection<Trace> removeOldest() {
        Map.Entry<Long, Span> oldest = spans.pollFirstEntry();
        if (oldest == null) {
            return List.of();
        }
        bytes -= oldest.getValue().bytes();
        return oldest.getValue().traces.values();
    }

    private static long nonZero(long print) {
        return print == 0 ? 1 : print;
    }
}
