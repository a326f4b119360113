package io.dealstream.api.deals;

import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.dealstream.event.Event;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads what stands in paths and queries, or refuses it.
final class Parameters {

    /// Nothing else that Java takes for digits.
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,30}");

    private static final Pattern BATCH_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private Parameters() {}

    /// A 64-bit integer in its canonical form.
    ///
    /// @throws Refusal when it is none
    static String integer(String field, String text) {
        try {
            if (INTEGER.matcher(text).matches()) {
                return Long.toString(Long.parseLong(text));
            }
        } catch (NumberFormatException tooLarge) {
            // told below
        }
        throw Refusal.invalid(field, "must be a 64-bit integer");
    }

    /// A batch's id.
    ///
    /// @throws Refusal when it is none
    static String batchId(String text) {
        if (!BATCH_ID.matcher(text).matches()) {
            throw Refusal.invalid("batch_id", "must be 1 to 128 characters of A-Z a-z 0-9 _ -");
        }
        return text;
    }

    /// Events of one document and those that concern the whole deal; all where the request names no document.
    static Predicate<Event> document(Exchange exchange) {
        return exchange.query("document_id")
                .map(text -> integer("document_id", text))
                .<Predicate<Event>>map(id -> event -> event.document() == null || id.equals(event.document()))
                .orElse(event -> true);
    }
}
