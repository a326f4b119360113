package io.dealstream.access;

import io.dealstream.event.Event;
import io.dealstream.event.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How much less a credential may read than its scopes and tenant say (rights.md). Immutable. A member that is null
/// takes nothing away; there is no member that adds anything.
///
/// @param deals the only deals that may be read, in canonical form (`42`); empty: none
/// @param batches the only batches
/// @param cases the only cases
/// @param document of the events of deals, only those of this document and those that concern the whole deal
/// @param types the only types of events that are shown
/// @param view the name of the view by which everything is shown
/// @param user who it is for. It takes nothing away, but a credential that names somebody passes on no other name
public record Rights(
        @Nullable Set<String> deals,
        @Nullable Set<String> batches,
        @Nullable Set<String> cases,
        @Nullable String document,
        @Nullable Set<String> types,
        @Nullable String view,
        @Nullable String user) {

    /// As wide as the scopes and the tenant.
    public static final Rights ALL = new Rights(null, null, null, null, null, null, null);

    private static final String DEAL = "deal";

    /// A member says more than it may.
    public static final class WiderException extends Exception {
        private static final long serialVersionUID = 1;

        private final String member;

        WiderException(String member) {
            super(member, null, false, false);
            this.member = member;
        }

        /// Which one, by its name in JSON.
        public String member() {
            return member;
        }
    }

    public Rights {
        deals = copy(deals);
        batches = copy(batches);
        cases = copy(cases);
        types = copy(types);
    }

    private static @Nullable Set<String> copy(@Nullable Set<String> set) {
        return set == null ? null : Set.copyOf(set);
    }

    /// Whether anything of a subject may be read. With any list, what spans a whole tenant (an organisation, an
    /// account, a workspace) may not, nor may anything of a kind that no list is about.
    public boolean mayRead(Subject subject) {
        if (subject.id().isEmpty()) {
            return mayReadWholeTenants();
        }
        return switch (subject.kind()) {
            case DEAL -> admits(deals, subject.id());
            case "batch" -> admits(batches, subject.id());
            case "case" -> admits(cases, subject.id());
            default -> mayReadWholeTenants();
        };
    }

    /// Whether what is not about a single subject may be read: the organisation's stream, an account's, a workspace's.
    public boolean mayReadWholeTenants() {
        return deals == null && batches == null && cases == null;
    }

    /// Whether an event of a stream that may be read is shown. The view may hide it all the same.
    public boolean shows(Event event) {
        return showsType(event.type().name()) && (document == null || showsDocument(event));
    }

    /// Whether events of a type are shown.
    public boolean showsType(String type) {
        return admits(types, type);
    }

    /// Whether what deals say of a document is shown.
    ///
    /// @param id null: it concerns the whole deal
    public boolean showsDocument(@Nullable String id) {
        return id == null || document == null || document.equals(id);
    }

    private boolean showsDocument(Event event) {
        return showsDocument(event.document())
                || event.subjects().stream().noneMatch(subject -> subject.kind().equals(DEAL));
    }

    private static boolean admits(@Nullable Set<String> all, String one) {
        return all == null || all.contains(one);
    }

    /// Whether the view that these are bound to, if any, is known.
    boolean isSeenBy(Predicate<String> views) {
        return view == null || views.test(view);
    }

    /// These rights made narrower: what is asked for, and for the rest what is here.
    ///
    /// @throws WiderException when anything that is asked for is wider, or other, than it is here
    public Rights narrow(Rights asked) throws WiderException {
        Optional<String> wider = widerMember(asked);
        if (wider.isPresent()) {
            throw new WiderException(wider.get());
        }
        return new Rights(
                or(asked.deals, deals),
                or(asked.batches, batches),
                or(asked.cases, cases),
                or(asked.document, document),
                or(asked.types, types),
                or(asked.view, view),
                or(asked.user, user));
    }

    /// Whether whoever has these rights can do no more with them than with the others.
    public boolean isWithin(Rights others) {
        return covers(others.deals, deals)
                && covers(others.batches, batches)
                && covers(others.cases, cases)
                && (others.document == null || others.document.equals(document))
                && covers(others.types, types)
                && (others.view == null || others.view.equals(view))
                && (others.user == null || others.user.equals(user));
    }

    /// The first member of `asked` that goes beyond these.
    private Optional<String> widerMember(Rights asked) {
        Map<String, Boolean> holds = new LinkedHashMap<>();
        holds.put("deals", asked.deals == null || covers(deals, asked.deals));
        holds.put("batches", asked.batches == null || covers(batches, asked.batches));
        holds.put("cases", asked.cases == null || covers(cases, asked.cases));
        holds.put("document_id", isSameOrLess(document, asked.document));
        holds.put("types", asked.types == null || covers(types, asked.types));
        holds.put("view", isSameOrLess(view, asked.view));
        holds.put("user", isSameOrLess(user, asked.user));
        return holds.entrySet().stream()
                .filter(member -> !member.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean covers(@Nullable Set<String> wide, @Nullable Set<String> narrow) {
        return wide == null || (narrow != null && wide.containsAll(narrow));
    }

    private static boolean isSameOrLess(@Nullable String wide, @Nullable String narrow) {
        return wide == null || narrow == null || Objects.equals(wide, narrow);
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
