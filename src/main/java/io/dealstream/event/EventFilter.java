package io.dealstream.event;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which events of a stream somebody wants, in words that can be written down. A member that is null leaves nothing
/// out. Immutable.
///
/// @param types the names of types
/// @param document events of this document, and those that concern the whole subject
/// @param categories the categories of types
public record EventFilter(
        @Nullable Set<String> types,
        @Nullable String document,
        @Nullable Set<String> categories) implements Predicate<Event> {

    /// Leaves nothing out.
    public static final EventFilter ALL = new EventFilter(null, null, null);

    public EventFilter {
        types = types == null ? null : Set.copyOf(types);
        categories = categories == null ? null : Set.copyOf(categories);
    }

    /// Some types, and of them what concerns a document.
    public static EventFilter of(@Nullable Set<String> types, @Nullable String document) {
        return new EventFilter(types, document, null);
    }

    @Override
    public boolean test(Event event) {
        return (types == null || types.contains(event.type().name()))
                && (document == null || event.document() == null || document.equals(event.document()))
                && (categories == null || categories.contains(event.type().category()));
    }
}
