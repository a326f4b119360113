package io.dealstream.catalogue;

import io.dealstream.event.Subject;
import org.jspecify.annotations.Nullable;

/// One subject that the events of a type concern.
///
/// @param value which of an event's values is the subject's id; negative where the subject is the whole tenant
/// @param whole the subject where it is the whole tenant
record SubjectRule(String kind, int value, Subject whole) {

    SubjectRule(String kind, int value) {
        this(kind, value, Subject.whole(kind));
    }

    /// @param values of an event whose required fields are all there
    Subject subject(@Nullable String[] values) {
        String id = value < 0 ? null : values[value];
        return id == null ? whole : new Subject(kind, id);
    }
}
