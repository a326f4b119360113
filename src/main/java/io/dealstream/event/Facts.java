package io.dealstream.event;

import org.jspecify.annotations.Nullable;

/// The few fields of an event's value that a [StreamState] folds. They are read while the record is decoded,
/// and they are dropped after the fold, so events that wait in the journal do not carry them.
public interface Facts {

    /// Facts without any field.
    Facts NONE = field -> null;

    /// A field of the value as text: a string without its quotes, a number with the producer's digits (`72.50`
    /// stays `72.50`).
    ///
    /// @return null where the field is absent or null, or where the catalogue does not list it as a fact
    @Nullable
    String get(String field);
}
