package io.dealstream.api.deals;

import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.event.Event;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The parameter `types`: comma-separated or repeated event names.
@Singleton
final class TypeFilter {

    private static final Set<String> CATEGORIES = Set.of("processing", "deal", "batch");

    private final Set<String> known;

    TypeFilter(Catalogue catalogue) {
        known = catalogue.entries().stream()
                .map(entry -> entry.type())
                .filter(type -> CATEGORIES.contains(type.category()))
                .map(type -> type.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What the request wants to see.
    ///
    /// @throws Refusal when a name is no event of these streams
    Predicate<Event> of(Exchange exchange) {
        List<String> types = exchange.queries("types");
        if (types.isEmpty()) {
            return event -> true;
        }
        if (!known.containsAll(types)) {
            throw Refusal.invalid("types", "must be names of events, for example processing.progress");
        }
        Set<String> wanted = Set.copyOf(types);
        return event -> wanted.contains(event.type().name());
    }
}
