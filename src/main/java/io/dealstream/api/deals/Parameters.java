package io.dealstream.api.deals;

import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the parameters in paths and queries, and refuses wrong ones.
final class Parameters {

    /// ASCII digits only: Java accepts others.
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,30}");

    static final String IDS = "ids";
    private static final int MOST_IDS = 200;

    private static final Pattern BATCH_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private Parameters() {}

    /// Reads a 64-bit integer. Returns its canonical form.
    ///
    /// @throws Refusal when the text is not a 64-bit integer
    static String integer(String field, String text) {
        try {
            if (INTEGER.matcher(text).matches()) {
                return Long.toString(Long.parseLong(text));
            }
        } catch (NumberFormatException tooLarge) {
            // refused below
        }
        throw Refusal.invalid(field, "must be a 64-bit integer");
    }

    /// Reads the id of a batch.
    ///
    /// @throws Refusal when the text is not the id of a batch
    static String batchId(String field, String text) {
        if (!BATCH_ID.matcher(text).matches()) {
            throw Refusal.invalid(field, "must be 1 to 128 characters of A-Z a-z 0-9 _ -");
        }
        return text;
    }

    /// Reads the parameter `ids`, comma-separated or repeated. Each id is returned once, in the order of the
    /// first mention.
    ///
    /// @param form gives an id's canonical form, or refuses it
    /// @throws Refusal when an id is wrong, or there are none or too many
    static List<String> ids(Exchange exchange, UnaryOperator<String> form) {
        List<String> ids = exchange.queries("ids").stream().map(form).distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST_IDS) {
            throw Refusal.invalid(IDS, "must be 1 to " + MOST_IDS + " ids");
        }
        return ids;
    }

    /// Whether a request has the parameter `ids`.
    static boolean hasIds(RoutingContext context) {
        return !new Exchange(context).queries("ids").isEmpty();
    }

    /// Reads the id of a document: only its events are wanted, and those of the whole deal; null: all events.
    static @Nullable String document(Exchange exchange) {
        return exchange.query("document_id")
                .map(text -> integer("document_id", text))
                .orElse(null);
    }
}
