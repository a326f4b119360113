package io.dealstream.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The events that were written, lane by lane. Each lane belongs to one worker's thread until all have ended.
final class Ledger {

    private final Map<Lane, List<Numbered>> lanes = new LinkedHashMap<>();

    Ledger() {
        Lane.all().forEach(lane -> lanes.put(lane, new ArrayList<>()));
    }

    Numbered nextOf(Lane lane) {
        return write(Numbered.working(lane, of(lane).size()));
    }

    List<Numbered> lastOf(Lane lane) {
        List<Numbered> last = Numbered.settling(lane, of(lane).size());
        last.forEach(this::write);
        return last;
    }

    List<Numbered> of(Lane lane) {
        return lanes.getOrDefault(lane, List.of());
    }

    long events() {
        return lanes.values().stream().mapToLong(List::size).sum();
    }

    private Numbered write(Numbered event) {
        of(event.lane()).add(event);
        return event;
    }
}
