package io.dealstream.api.deals;

import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.dealstream.catalogue.Catalogue;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /// The types that the request wants; null: all.
    ///
    /// @throws Refusal when a name is not an event type of these streams
    @Nullable
    Set<String> of(Exchange exchange) {
        List<String> types = exchange.queries("types");
        if (types.isEmpty()) {
            return null;
        }
        if (!known.containsAll(types)) {
            throw Refusal.invalid("types", "must be names of events, for example processing.progress");
        }
        return Set.copyOf(types);
    }
}
