package io.dealstream.views;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Paths to fields, as a tree of names. It must not change after it is first used.
final class FieldPaths {

    private final Map<String, FieldPaths> below = new HashMap<>();
    private boolean ends;

    /// Adds a path. It stands for the field and for everything below it.
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

    /// The rest of the paths at a field; null where none goes on there.
    @Nullable
    FieldPaths at(String name) {
        return below.get(name);
    }
}
