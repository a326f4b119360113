package io.dealstream.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of one subject in order of first appearance, at most `limit` of them. Beyond it the oldest part of which
/// nothing is awaited is forgotten; where all are pending, the oldest: the bound comes first.
final class Parts<P extends Part> {

    private final Map<String, P> parts = new LinkedHashMap<>(4);
    private final int limit;
    private int pending;
    private long forgotten;

    Parts(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit + " parts");
        }
        this.limit = limit;
    }

    static <P extends Part> Parts<P> of(List<P> parts, long forgotten, int limit) {
        Parts<P> restored = new Parts<>(limit);
        restored.forgotten = forgotten;
        parts.forEach(restored::put);
        return restored;
    }

    @Nullable
    P get(String id) {
        return parts.get(id);
    }

    /// Adds a part, or replaces it at its place.
    void put(P part) {
        P previous = parts.put(part.id(), part);
        count(part, 1);
        if (previous != null) {
            count(previous, -1);
        }
        if (parts.size() > limit) {
            forgetOne();
        }
    }

    boolean anyPending() {
        return pending > 0;
    }

    /// How many have been forgotten.
    long forgotten() {
        return forgotten;
    }

    List<P> list() {
        return List.copyOf(parts.values());
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
        if (part.isPending()) {
            pending += change;
        }
    }
}
