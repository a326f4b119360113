package io.dealstream.progress;

import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was told last by each type of event: enough to fold again what a reader sees who does not see all types.
/// Immutable; in order of the types' names, so that it is the same however records were interleaved.
record Tellings(List<Telling> last) {

    static final Tellings NONE = new Tellings(List.of());

    /// These and one more.
    Tellings and(Telling telling) {
        int place = 0;
        while (place < last.size() && last.get(place).type().compareTo(telling.type()) < 0) {
            place++;
        }
        boolean replaces = place < last.size() && last.get(place).type().equals(telling.type());
        if (replaces && !Sequence.isAfter(telling.at(), last.get(place).at())) {
            return this;
        }
        List<Telling> more = new ArrayList<>(last.size() + 1);
        more.addAll(last);
        if (replaces) {
            more.set(place, telling);
        } else {
            more.add(place, telling);
        }
        return new Tellings(List.copyOf(more));
    }

    /// What its texts take in memory beyond what is known, roughly, in characters.
    int weight(Map<String, String> known) {
        int weight = 0;
        for (Telling telling : last) {
            weight += telling.weight(known);
        }
        return weight;
    }

    void write(StateWriter out, Telling.Known known) {
        out.count(last.size());
        last.forEach(telling -> telling.write(out, known));
    }

    static Tellings read(StateReader in, Telling.Known known) {
        List<Telling> last = new ArrayList<>();
        for (long left = in.count(); left > 0; left--) {
            last.add(Telling.read(in, known));
        }
        return new Tellings(List.copyOf(last));
    }
}
