package io.dealstream.catalogue;

import io.dealstream.event.Facts;
import io.dealstream.event.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of an event, or what is wrong with them. Its texts come from the catalogue and never from the
/// producer.
public sealed interface Content {

    /// The needed fields of a valid event.
    ///
    /// @param subjects the event's subjects, the most specific first; at least one
    /// @param document the document's id in canonical form (`42` also where the producer wrote `42.0`), or null
    /// @param facts the fields that progress is folded from
    record Valid(List<Subject> subjects, @Nullable String document, Facts facts) implements Content {}

    /// A required field is missing.
    ///
    /// @param field the field's name, or several names with `or` between them
    record Missing(String field) implements Content {}

    /// A field breaks its rule.
    ///
    /// @param field the field's name
    /// @param rule the field's rule, for example `integer from 0 to 100`
    record Wrong(String field, String rule) implements Content {}
}
