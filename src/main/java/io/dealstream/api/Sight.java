package io.dealstream.api;

import io.dealstream.access.Rights;
import io.dealstream.api.Refusal.Kind;
import io.dealstream.event.Event;
import io.dealstream.event.EventFilter;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.Interest;
import io.dealstream.views.View;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one caller may see, by the rights and the view of its credential. Only this class decides it: each
/// stream, poll and snapshot asks it. Immutable. Source: rights.md.
public final class Sight {

    private static final Sight WHOLE = new Sight(Rights.ALL, null);

    private final Rights rights;
    private final @Nullable View view;
    private final Function<Delivery.Message, Delivery.Message> encoder;

    private Sight(Rights rights, @Nullable View view) {
        this.rights = rights;
        this.view = view;
        this.encoder = message -> view == null ? message : seen(message, view);
    }

    /// @param view the view that `rights` name; null where they name none
    static Sight of(Rights rights, @Nullable View view) {
        return rights.equals(Rights.ALL) ? WHOLE : new Sight(rights, view);
    }

    /// Whether rights and view hide nothing; scopes and tenant still do.
    public boolean isWhole() {
        return this == WHOLE;
    }

    /// Refuses a caller that may read nothing of a subject, or of one member of a set. It does not tell whether
    /// the subject exists.
    ///
    /// @throws Refusal when the subject is out of reach
    public void require(Subject subject) {
        if (!SubjectSet.members(subject).stream().allMatch(rights::mayRead)) {
            throw outOfReach();
        }
    }

    /// Refuses a caller whose rights do not cover whole tenants, for pages that are not about a subject.
    ///
    /// @throws Refusal when the page is out of reach
    public void requireWholeTenants() {
        if (!rights.mayReadWholeTenants()) {
            throw outOfReach();
        }
    }

    private static Refusal outOfReach() {
        return Refusal.of(Kind.FORBIDDEN, "The credential does not reach this");
    }

    /// Narrows an interest to what the caller may see.
    ///
    /// @throws Refusal when the stream is out of reach
    public Interest narrow(Interest interest) {
        require(interest.stream().subject());
        return isWhole()
                ? interest
                : new Interest(interest.stream(), interest.filter().and(this::shows), interest.lastWord());
    }

    /// Narrows a filter by the types of the rights. The document and the view are checked elsewhere.
    EventFilter narrow(EventFilter filter) {
        Set<String> types = rights.types();
        if (types == null) {
            return filter;
        }
        Set<String> asked = filter.types() == null ? types : filter.types();
        return new EventFilter(
                asked.stream().filter(types::contains).collect(Collectors.toSet()),
                filter.document(),
                filter.categories());
    }

    /// The types that the view shows, by name or by the beginning of the name; null: all.
    @Nullable
    List<String> viewTypes() {
        return view == null ? null : view.types();
    }

    private boolean shows(Event event) {
        return rights.shows(event) && (view == null || view.shows(event.type().name()));
    }

    /// Whether the caller sees events of a type.
    public boolean shows(String type) {
        return rights.showsType(type) && (view == null || view.shows(type));
    }

    /// Whether the caller sees events and states of a document; null stands for those of the whole subject.
    public boolean showsDocument(@Nullable String document) {
        return rights.showsDocument(document);
    }

    /// Whether the caller sees a top-level field of a type's events, if it sees the events.
    public boolean showsField(String type, String field) {
        return view == null || view.shows(type, field);
    }

    /// An event without the fields that the view hides. Made once for all readers with the same view.
    public Delivery.Message see(Delivery.Message message) {
        return view == null ? message : message.wireForm(view, Delivery.Message.class, encoder);
    }

    private static Delivery.Message seen(Delivery.Message message, View view) {
        Event reduced = view.reduced(message.event());
        return reduced == null ? message : message.showing(reduced);
    }
}
