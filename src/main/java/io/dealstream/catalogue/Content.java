package io.dealstream.catalogue;

import io.dealstream.event.Facts;
import io.dealstream.event.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an event's fields say, or what is wrong with them. The texts are the catalogue's, never the producer's.
public sealed interface Content {

    /// All that is needed of a valid one.
    ///
    /// @param subjects whom it concerns, the most specific first
    /// @param document the document in canonical form (`42` also where the producer wrote `42.0`), or null
    record Valid(List<Subject> subjects, @Nullable String document, Facts facts) implements Content {}

    /// Something that must be there is not.
    ///
    /// @param field a required field, or several with `or` between them
    record Missing(String field) implements Content {}

    /// A field is not what it must be.
    ///
    /// @param rule what the field must be, for example `integer from 0 to 100`
    record Wrong(String field, String rule) implements Content {}
}
