package io.dealstream.progress;

import org.jspecify.annotations.Nullable;

/// What one reader may see of the events that a state is made of.
public interface Lens {

    /// Whether events of a type are shown.
    ///
    /// @param document the document that an event concerns; null: the whole subject
    boolean shows(String type, @Nullable String document);

    /// Whether a field at the top of that type's events is shown, where the events are.
    boolean showsField(String type, String field);

    /// Whether any of some types shows a field.
    default boolean showsAny(String field, Iterable<String> types) {
        for (String type : types) {
            if (shows(type, null) && showsField(type, field)) {
                return true;
            }
        }
        return false;
    }
}
