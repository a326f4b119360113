package io.dealstream.views;

import io.dealstream.event.Event;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a class of readers may see. Immutable; there is one instance for each name.
public final class View {

    private final String name;
    private final @Nullable List<TypePattern> shown;
    private final Map<String, FieldPaths> hidden;
    private final FieldPaths hiddenEverywhere;

    /// @param shown null: all types
    /// @param hidden what is hidden of single types, with what is hidden of all
    View(String name, @Nullable List<TypePattern> shown, Map<String, FieldPaths> hidden, FieldPaths hiddenEverywhere) {
        this.name = name;
        this.shown = shown == null ? null : List.copyOf(shown);
        this.hidden = Map.copyOf(hidden);
        this.hiddenEverywhere = hiddenEverywhere;
    }

    /// What keys, tokens and tickets call it.
    public String name() {
        return name;
    }

    /// Whether events of a type are shown.
    public boolean shows(String type) {
        if (shown == null) {
            return true;
        }
        for (TypePattern pattern : shown) {
            if (pattern.matches(type)) {
                return true;
            }
        }
        return false;
    }

    /// Which types are shown: their names, and how names begin with a `*` after it; null: all.
    public @Nullable List<String> types() {
        return shown == null
                ? null
                : shown.stream()
                        .map(pattern -> pattern.text() + (pattern.prefix() ? "*" : ""))
                        .toList();
    }

    /// Whether a field at the top of a type's events is shown.
    public boolean shows(String type, String field) {
        FieldPaths paths = hidden(type).at(field);
        return paths == null || !paths.ends();
    }

    /// An event without its hidden fields; null where it has none of them. It costs a pass over the bytes, so it is for
    /// once an event, not for each reader.
    public @Nullable Event reduced(Event event) {
        FieldPaths paths = hidden(event.type().name());
        if (paths.isEmpty()) {
            return null;
        }
        byte[] left = FieldFilter.without(paths, event.value());
        return left == null ? null : event.showing(left);
    }

    private FieldPaths hidden(String type) {
        return hidden.getOrDefault(type, hiddenEverywhere);
    }

    @Override
    public String toString() {
        return "View[" + name + "]";
    }
}
