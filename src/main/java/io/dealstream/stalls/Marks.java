package io.dealstream.stalls;

import io.dealstream.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Marks of where a partition's log ended at which time. So a replica that has just started can tell when a
/// record arrived, whatever its producer's clock says. The marks are committed with the group's progress, from
/// keeper to keeper. Not thread-safe.
final class Marks {

    /// Into how many steps the span is divided; there is a mark at each.
    static final int STEPS = 12;

    private static final int MOST = 16;
    private static final int RADIX = 36;

    /// @param end the offset behind the last record at that time
    /// @param at the time, epoch ms
    private record Mark(long end, long at) {}

    private final List<Mark> marks = new ArrayList<>();

    /// Reads what [#text] wrote. Any other text gives no marks.
    ///
    /// @param end the present offset behind the last record: marks beyond it belong to another topic
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

    /// Writes the marks, about 14 characters for each.
    String text() {
        StringJoiner text = new StringJoiner(",");
        Mark before = new Mark(0, 0);
        for (Mark mark : marks) {
            text.add(Long.toString(mark.end - before.end, RADIX) + "." + Long.toString(mark.at - before.at, RADIX));
            before = mark;
        }
        return text.toString();
    }

    /// Adds the latest mark.
    ///
    /// @param now epoch ms
    /// @param span how far back the marks must reach, in ms
    void add(long end, long now, long span) {
        marks.add(new Mark(end, now));
        while (marks.size() > 1 && marks.get(1).at <= now - span) {
            marks.removeFirst();
        }
        if (marks.size() > MOST) {
            marks.remove(1);
        }
    }

    /// The end of the latest mark.
    long end() {
        return marks.getLast().end;
    }

    /// When a record arrived, epoch ms. If its watermark cannot be true, this is the latest possible moment: a
    /// late stall is better than a false one.
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
