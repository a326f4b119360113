package io.dealstream.progress;

import org.jspecify.annotations.Nullable;

/// What one reader may see of the events that a state is made of. Immutable.
public interface Lens {

    /// Whether events of a type are shown.
    ///
    /// @param type the type's name
    /// @param document the id of the document that an event concerns; null: the whole subject
    boolean shows(String type, @Nullable String document);

    /// Whether a top-level field of a type's events is shown, if the events are.
    boolean showsField(String type, String field);

    /// Whether a field is shown for at least one of some types.
    default boolean showsAny(String field, Iterable<String> types) {
        for (String type : types) {
            if (shows(type, null) && showsField(type, field)) {
                return true;
            }
        }
        return false;
    }
}
