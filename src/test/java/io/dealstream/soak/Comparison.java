package io.dealstream.soak;

import java.util.ArrayList;
import java.util.List;

/// An early window beside a late one.
final class Comparison {

    private record Line(String name, double early, double late, double most) {

        boolean isTooMuch() {
            return late > most;
        }

        @Override
        public String toString() {
            return "%,16.0f %,16.0f %,16.0f  %s%s".formatted(early, late, most, name, isTooMuch() ? "  TOO MUCH" : "");
        }
    }

    private final List<Line> lines = new ArrayList<>();

    Comparison(Window early, Window late) {
        late.values().forEach((name, values) -> {
            Watched watched = Watched.of(name);
            double before = early.values().containsKey(name)
                    ? watched.judged(early.values().get(name))
                    : 0;
            lines.add(new Line(name, before, watched.judged(values), watched.most(before)));
        });
    }

    /// What there was too much of.
    List<String> grown() {
        return lines.stream().filter(Line::isTooMuch).map(Line::toString).toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%16s %16s %16s%n".formatted("early", "late", "at most"));
        lines.forEach(line -> text.append(line).append(System.lineSeparator()));
        return text.toString();
    }
}
