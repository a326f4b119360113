package io.dealstream.hub;

import io.dealstream.event.Event;
import io.dealstream.event.Subject;
import java.util.HashMap;
import java.util.Map;

/// The last words of settled members that a first visit to a set is told before anything else.
final class SetWords {

    /// Somebody else's search may be on its way, and find others.
    private static final int MOST_SEARCHES = 2;

    private final int first;
    private int searches = MOST_SEARCHES;
    /// Written under the tenant's lock before the lane is told.
    private volatile Map<Subject, Event> found = Map.of();

    /// @param first the number of the first member whose word is to be told
    SetWords(int first) {
        this.first = first;
    }

    int first() {
        return first;
    }

    /// Whether words may be looked for in the past once more.
    boolean maySearch() {
        return searches-- > 0;
    }

    /// Those that were read again.
    Map<Subject, Event> found() {
        return found;
    }

    /// Some were read again.
    void find(Map<Subject, Event> words) {
        Map<Subject, Event> all = new HashMap<>(found);
        all.putAll(words);
        found = all;
    }
}
