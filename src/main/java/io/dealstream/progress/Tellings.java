package io.dealstream.progress;

import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last tellings of each type of event: enough to fold the state again for a reader that does not see all
/// types. Of each type there is the newest telling, and of older ones the facts that no newer one had.
/// Immutable. The order does not depend on how records were interleaved.
record Tellings(List<Telling> last) {

    private static final Comparator<Telling> ORDER =
            Comparator.comparing(Telling::type).thenComparing(Telling::at, Sequence.ORDER.reversed());

    static final Tellings NONE = new Tellings(List.of());

    /// These tellings and one more.
    Tellings and(Telling telling) {
        for (int i = 0; i < last.size(); i++) {
            Telling known = last.get(i);
            if (known.type().equals(telling.type())) {
                boolean only = i + 1 == last.size() || !last.get(i + 1).type().equals(telling.type());
                if (only && telling.saysAllOf(known) && Sequence.isAfter(telling.at(), known.at())) {
                    // the usual case, so it is the quick one
                    Telling[] more = last.toArray(Telling[]::new);
                    more[i] = telling;
                    return new Tellings(Arrays.asList(more));
                }
                break;
            }
        }
        return sorted(telling);
    }

    /// These tellings without those of one type.
    Tellings without(Step step) {
        return new Tellings(
                last.stream().filter(telling -> Step.of(telling.type()) != step).toList());
    }

    private Tellings sorted(Telling telling) {
        List<Telling> more = new ArrayList<>(last.size() + 1);
        Telling added = telling;
        boolean newest = true;
        int place = 0;
        for (Telling known : last) {
            Telling kept = known;
            if (known.type().equals(telling.type())) {
                if (known.at().equals(telling.at())) {
                    return this;
                }
                if (Sequence.isAfter(known.at(), telling.at())) {
                    newest = false;
                    added = added.without(known);
                } else {
                    kept = known.without(telling);
                    if (kept.saysNothing()) {
                        continue;
                    }
                }
            }
            more.add(kept);
            place += ORDER.compare(kept, telling) < 0 ? 1 : 0;
        }
        if (newest || !added.saysNothing()) {
            more.add(place, added);
        }
        return new Tellings(List.copyOf(more));
    }

    /// Roughly how much memory the texts take beyond the known ones, in characters.
    int weight(List<@Nullable String> known) {
        int weight = 0;
        for (Telling telling : last) {
            weight += telling.weight(known);
        }
        return weight;
    }

    void write(StateWriter out, Telling.Known known) {
        out.count(last.size());
        Telling.Known repeated = known;
        for (Telling telling : last) {
            telling.write(out, repeated);
            repeated = repeated.after(telling);
        }
    }

    static Tellings read(StateReader in, Telling.Known known) {
        List<Telling> last = new ArrayList<>();
        Telling.Known repeated = known;
        for (long left = in.count(); left > 0; left--) {
            Telling telling = Telling.read(in, repeated);
            last.add(telling);
            repeated = repeated.after(telling);
        }
        return new Tellings(List.copyOf(last));
    }
}
