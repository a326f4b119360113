package io.dealstream.api.account;

import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.dealstream.event.Event;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The parameter `categories`: comma-separated, repeated, or both.
final class Categories {

    private static final List<String> KNOWN = List.of("data_sync", "provider", "ai", "import", "portfolio", "security");

    private Categories() {}

    /// What the request wants to see.
    ///
    /// @throws Refusal when a name is no category
    static Predicate<Event> of(Exchange exchange) {
        Set<String> wanted = Set.copyOf(exchange.queries("categories"));
        if (wanted.isEmpty()) {
            return event -> true;
        }
        if (!KNOWN.containsAll(wanted)) {
            throw Refusal.invalid("categories", "must be among " + String.join(", ", KNOWN));
        }
        return event -> wanted.contains(event.type().category());
    }
}
