package io.dealstream.catalogue;

import io.dealstream.event.Subject;
import org.jspecify.annotations.Nullable;

/// The rule for one subject of a type's events.
///
/// @param kind the subject's kind
/// @param value the index of the value that is the subject's id; negative where the subject is the whole tenant
/// @param whole the subject, where it is the whole tenant
record SubjectRule(String kind, int value, Subject whole) {

    SubjectRule(String kind, int value) {
        this(kind, value, Subject.whole(kind));
    }

    /// @param values the values of an event that has all required fields
    Subject subject(@Nullable String[] values) {
        String id = value < 0 ? null : values[value];
        return id == null ? whole : new Subject(kind, id);
    }
}
