package io.dealstream.stalls;

import io.dealstream.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// How much of a partition was there when: so a replica that has just started can tell when a record came, whatever
/// its producer's clock says. They are committed with the group's progress, from keeper to keeper. Not thread-safe.
final class Marks {

    /// In an even distance they reach back far enough.
    static final int STEPS = 12;

    private static final int MOST = 16;
    private static final int RADIX = 36;

    /// @param end the offset behind the last record that was there
    /// @param at epoch ms
    private record Mark(long end, long at) {}

    private final List<Mark> marks = new ArrayList<>();

    /// Takes out what [#text] has put away. Of anything else comes nothing.
    ///
    /// @param end the offset behind the last record that is there now: what lies beyond is another topic's
    static Marks read(String text, long end) {
        Marks read = new Marks();
        long last = 0;
        long time = 0;
        try {
            for (String mark : text.isEmpty() ? new String[0] : text.split(",", -1)) {
                int dot = mark.indexOf('.');
                last += Long.parseLong(mark, 0, dot, RADIX);
                time += Long.parseLong(mark, dot + 1, mark.length(), RADIX);
                read.marks.add(new Mark(last, time));
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return new Marks();
        }
        return last > end || read.marks.size() > MOST ? new Marks() : read;
    }

    /// Some 14 characters for each mark.
    String text() {
        StringJoiner text = new StringJoiner(",");
        Mark before = new Mark(0, 0);
        for (Mark mark : marks) {
            text.add(Long.toString(mark.end - before.end, RADIX) + "." + Long.toString(mark.at - before.at, RADIX));
            before = mark;
        }
        return text.toString();
    }

    /// Adds the latest.
    ///
    /// @param span how far back they must reach, in ms
    void add(long end, long now, long span) {
        marks.add(new Mark(end, now));
        while (marks.size() > 1 && marks.get(1).at <= now - span) {
            marks.removeFirst();
        }
        if (marks.size() > MOST) {
            marks.remove(1);
        }
    }

    /// The end that was added last.
    long end() {
        return marks.getLast().end;
    }

    /// When a record came, epoch ms. Where its watermark cannot be true, it is the latest moment that can: too late
    /// is better than a stall that is none.
    long arrivalOf(Position record, long now) {
        long earliest = Long.MIN_VALUE;
        long latest = now;
        for (Mark mark : marks) {
            if (mark.end > record.offset()) {
                latest = Math.min(latest, mark.at);
                break;
            }
            earliest = mark.at;
        }
        long said = record.watermark();
        return said < earliest || said > latest ? latest : said;
    }
}
