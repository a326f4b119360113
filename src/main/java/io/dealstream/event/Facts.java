package io.dealstream.event;

import org.jspecify.annotations.Nullable;

/// The few fields of an event's value that a [StreamState] folds. They are read while the record is decoded and
/// live no longer than the fold, so events that wait in the journal do not carry them.
public interface Facts {

    /// No field at all.
    Facts NONE = field -> null;

    /// A field of the value as text: strings without quotes, numbers with the producer's digits (`72.50` stays
    /// `72.50`).
    ///
    /// @return null where the value has no such field, it is null, or the catalogue does not list it as a fact
    @Nullable
    String get(String field);
}
