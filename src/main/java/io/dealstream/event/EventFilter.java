package io.dealstream.event;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which events of a stream a reader wants, as plain data. A member that is null leaves nothing out. An event
/// must match all members. Immutable.
///
/// @param types the names of the wanted types
/// @param document the id of a document: its events are wanted, and those that concern the whole subject
/// @param categories the wanted categories, see [EventType#category()]
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

    /// A filter by types and document, each of which may be null.
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
