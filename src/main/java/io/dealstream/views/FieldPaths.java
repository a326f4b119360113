package io.dealstream.views;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Paths to fields, as a tree of names. Immutable once it is in use.
final class FieldPaths {

    private final Map<String, FieldPaths> below = new HashMap<>();
    private boolean ends;

    /// Adds a path. What lies below a path that ends is part of it.
    void add(List<String> names) {
        FieldPaths at = this;
        for (String name : names) {
            at = at.below.computeIfAbsent(name, _ -> new FieldPaths());
        }
        at.ends = true;
    }

    void addAll(FieldPaths others) {
        ends |= others.ends;
        others.below.forEach((name, paths) ->
                below.computeIfAbsent(name, _ -> new FieldPaths()).addAll(paths));
    }

    boolean isEmpty() {
        return below.isEmpty();
    }

    /// Whether a path ends here.
    boolean ends() {
        return ends;
    }

    /// What goes on at a field of that name; null where nothing does.
    @Nullable
    FieldPaths at(String name) {
        return below.get(name);
    }
}
