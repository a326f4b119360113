package io.dealstream.views;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All configured views. Immutable.
public final class Views {

    private final Map<String, View> byName;

    Views(Collection<View> views) {
        byName = views.stream().collect(Collectors.toUnmodifiableMap(View::name, Function.identity()));
    }

    /// The view with a name; empty where there is none.
    public Optional<View> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Whether there is a view with that name.
    public boolean isKnown(String name) {
        return byName.containsKey(name);
    }
}
