package io.dealstream.views;

import io.dealstream.event.Event;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A view: the types and fields that a class of readers may see (rights.md, "Views"). Immutable. There is one
/// instance for each name.
public final class View {

    private final String name;
    private final @Nullable List<TypePattern> shown;
    private final Map<String, FieldPaths> hidden;
    private final FieldPaths hiddenEverywhere;

    /// @param shown the types that are shown; null: all
    /// @param hidden the hidden fields of single types, including those that are hidden of all types
    /// @param hiddenEverywhere the hidden fields of all types
    View(String name, @Nullable List<TypePattern> shown, Map<String, FieldPaths> hidden, FieldPaths hiddenEverywhere) {
        this.name = name;
        this.shown = shown == null ? null : List.copyOf(shown);
        this.hidden = Map.copyOf(hidden);
        this.hiddenEverywhere = hiddenEverywhere;
    }

    /// The name by which keys, tokens and tickets refer to it.
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

    /// The types that are shown: names, or beginnings of names followed by `*`; null: all.
    public @Nullable List<String> types() {
        return shown == null
                ? null
                : shown.stream()
                        .map(pattern -> pattern.text() + (pattern.prefix() ? "*" : ""))
                        .toList();
    }

    /// Whether a top-level field of a type's events is shown.
    public boolean shows(String type, String field) {
        FieldPaths paths = hidden(type).at(field);
        return paths == null || !paths.ends();
    }

    /// An event without its hidden fields; null where it has none of them. It takes a pass over the bytes, so
    /// call it once for each event, and not for each reader.
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
