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

/// What one caller may see, by the rights and the view that the credential is bound to. The one place that decides:
/// each stream, poll and snapshot asks it. Immutable.
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

    /// @param view the one that `rights` name
    static Sight of(Rights rights, @Nullable View view) {
        return rights.equals(Rights.ALL) ? WHOLE : new Sight(rights, view);
    }

    /// Whether nothing is kept from the caller but what the scopes and the tenant do.
    public boolean isWhole() {
        return this == WHOLE;
    }

    /// Lets nobody pass who may read nothing of a subject, or of one of several, whether or not there is such a
    /// subject.
    ///
    /// @throws Refusal when it is out of reach
    public void require(Subject subject) {
        if (!SubjectSet.members(subject).stream().allMatch(rights::mayRead)) {
            throw outOfReach();
        }
    }

    /// The same for what is about no subject of any tenant's.
    ///
    /// @throws Refusal when it is out of reach
    public void requireWholeTenants() {
        if (!rights.mayReadWholeTenants()) {
            throw outOfReach();
        }
    }

    private static Refusal outOfReach() {
        return Refusal.of(Kind.FORBIDDEN, "The credential does not reach this");
    }

    /// What is left of an interest.
    ///
    /// @throws Refusal when its stream is out of reach
    public Interest narrow(Interest interest) {
        require(interest.stream().subject());
        return isWhole()
                ? interest
                : new Interest(interest.stream(), interest.filter().and(this::shows), interest.lastWord());
    }

    /// What is left of a filter by the types of the rights. What document and view leave is theirs to say.
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

    /// The types that the view shows, or how their names begin; null: all.
    @Nullable
    List<String> viewTypes() {
        return view == null ? null : view.types();
    }

    private boolean shows(Event event) {
        return rights.shows(event) && (view == null || view.shows(event.type().name()));
    }

    /// Whether events of a type are shown.
    public boolean shows(String type) {
        return rights.showsType(type) && (view == null || view.shows(type));
    }

    /// Whether what deals say of a document is shown; null: it concerns the whole deal.
    public boolean showsDocument(@Nullable String document) {
        return rights.showsDocument(document);
    }

    /// Whether a field at the top of a type's events is shown, where the events are.
    public boolean showsField(String type, String field) {
        return view == null || view.shows(type, field);
    }

    /// An event that is shown, without the fields that are not. Made once for all who see by the same view.
    public Delivery.Message see(Delivery.Message message) {
        return view == null ? message : message.wireForm(view, Delivery.Message.class, encoder);
    }

    private static Delivery.Message seen(Delivery.Message message, View view) {
        Event reduced = view.reduced(message.event());
        return reduced == null ? message : message.showing(reduced);
    }
}
