package io.dealstream.hub;

import java.util.ArrayDeque;

/// When the entries of a queue were added to it, to the second: entries of one second share a mark. A record's own
/// timestamp may say anything, so the order of arrival decides which entry is the oldest. Not thread-safe.
final class ArrivalTimes {

    private static final long STEP_MILLIS = 1_000;

    /// @param from when the first of them came, epoch ms
    /// @param to when the last of them came, epoch ms
    /// @param added how many there had ever been behind them
    private record Mark(long from, long to, long added) {}

    private final ArrayDeque<Mark> marks = new ArrayDeque<>(0);
    private long added;
    private long removed;

    /// One more at the end.
    ///
    /// @param now epoch ms
    void added(long now) {
        added++;
        Mark last = marks.peekLast();
        if (last != null && now < last.from + STEP_MILLIS) {
            marks.removeLast();
            marks.add(new Mark(last.from, now, added));
        } else {
            marks.add(new Mark(now, now, added));
        }
    }

    /// Some at the front were removed.
    void removed(long count) {
        removed += count;
        while (!marks.isEmpty() && marks.peek().added <= removed) {
            marks.remove();
        }
    }

    /// How many at the front were added before a moment; the last second of them may be left out.
    ///
    /// @param epochMillis the moment
    long before(long epochMillis) {
        long count = 0;
        for (Mark mark : marks) {
            if (mark.to >= epochMillis) {
                break;
            }
            count = mark.added - removed;
        }
        return count;
    }
}
