package io.dealstream.api.account;

import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.dealstream.event.EventFilter;
import java.util.List;
import java.util.Set;

/// The parameter `categories`: comma-separated, repeated, or both.
final class Categories {

    private static final List<String> KNOWN = List.of("data_sync", "provider", "ai", "import", "portfolio", "security");

    private Categories() {}

    /// The filter that the request asks for.
    ///
    /// @throws Refusal when a name is no category
    static EventFilter of(Exchange exchange) {
        Set<String> wanted = Set.copyOf(exchange.queries("categories"));
        if (wanted.isEmpty()) {
            return EventFilter.ALL;
        }
        if (!KNOWN.containsAll(wanted)) {
            throw Refusal.invalid("categories", "must be among " + String.join(", ", KNOWN));
        }
        return new EventFilter(null, null, wanted);
    }
}
