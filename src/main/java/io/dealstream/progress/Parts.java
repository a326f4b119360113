package io.dealstream.progress;

import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The parts of one subject in order of first appearance. There are at most `limit` of them, with at most a
/// million characters of text. Beyond either bound, the oldest part that is not pending is forgotten. If all
/// are pending, the oldest one is forgotten: the bound goes before completeness.
final class Parts<P extends Part> {

    private static final long MOST_TEXT = 1_000_000;

    private final Map<String, P> parts = new LinkedHashMap<>(4);
    private final int limit;
    private long text;
    private int pending;
    private long forgotten;

    Parts(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit + " parts");
        }
        this.limit = limit;
    }

    @Nullable
    P get(String id) {
        return parts.get(id);
    }

    /// Adds a part, or replaces the one with the same id at its place.
    void put(P part) {
        P previous = parts.put(part.id(), part);
        count(part, 1);
        if (previous != null) {
            count(previous, -1);
        }
        while (parts.size() > limit || (text > MOST_TEXT && parts.size() > 1)) {
            forgetOne();
        }
    }

    boolean anyPending() {
        return pending > 0;
    }

    /// How many parts were forgotten.
    long forgotten() {
        return forgotten;
    }

    List<P> list() {
        return List.copyOf(parts.values());
    }

    void write(StateWriter out) {
        out.count(forgotten).count(parts.size());
        parts.values().forEach(part -> part.write(out));
    }

    /// Reads the parts that [#write] wrote.
    ///
    /// @param part reads one part
    void read(StateReader in, Function<StateReader, P> part) {
        long before = in.count();
        for (long left = in.count(); left > 0; left--) {
            put(part.apply(in));
        }
        forgotten += before;
    }

    private void forgetOne() {
        P candidate = parts.values().iterator().next();
        for (P part : parts.values()) {
            if (!part.isPending()) {
                candidate = part;
                break;
            }
        }
        parts.remove(candidate.id());
        count(candidate, -1);
        forgotten++;
    }

    private void count(P part, int change) {
        text += (long) change * part.weight();
        if (part.isPending()) {
            pending += change;
        }
    }
}
