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

/// What takes away from a credential's scopes and tenant (rights.md, "The object `rights`"). Immutable. A
/// member that is null takes nothing away, and no member adds anything.
///
/// @param deals the only deals that may be read, in canonical form (`42`); empty: none
/// @param batches the only batches that may be read
/// @param cases the only cases that may be read
/// @param document the only document of deals: its events are shown, and those of the whole deal
/// @param types the names of the only types that are shown
/// @param view the name of the view that hides types and fields
/// @param user the user that the credential is for. It takes nothing away, but a credential with a user can
///     pass on no other one.
public record Rights(
        @Nullable Set<String> deals,
        @Nullable Set<String> batches,
        @Nullable Set<String> cases,
        @Nullable String document,
        @Nullable Set<String> types,
        @Nullable String view,
        @Nullable String user) {

    /// Rights that take nothing away.
    public static final Rights ALL = new Rights(null, null, null, null, null, null, null);

    private static final String DEAL = "deal";

    /// A member asks for more than the credential has.
    public static final class WiderException extends Exception {
        private static final long serialVersionUID = 1;

        private final String member;

        WiderException(String member) {
            super(member, null, false, false);
            this.member = member;
        }

        /// The member's name in JSON.
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

    /// Whether anything of a subject may be read. If there is any list, a subject that spans a whole tenant (an
    /// organisation, an account, a workspace) may not be read, nor a subject of a kind without a list.
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

    /// Whether subjects that span whole tenants may be read: the organisation's, an account's, a workspace's
    /// stream.
    public boolean mayReadWholeTenants() {
        return deals == null && batches == null && cases == null;
    }

    /// Whether an event is shown, on a stream that may be read. The view may still hide it.
    public boolean shows(Event event) {
        return showsType(event.type().name()) && (document == null || showsDocument(event));
    }

    /// Whether events of a type are shown.
    public boolean showsType(String type) {
        return admits(types, type);
    }

    /// Whether the events and states of a document are shown.
    ///
    /// @param id the document's id; null stands for the whole deal
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

    /// Whether the view that these rights name is known; true where they name none.
    boolean isSeenBy(Predicate<String> views) {
        return view == null || views.test(view);
    }

    /// Narrows these rights: each member of `asked` that is not null replaces the present one.
    ///
    /// @throws WiderException when a member of `asked` allows more than these rights, or something else
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

    /// Whether these rights allow nothing that `others` do not allow.
    public boolean isWithin(Rights others) {
        return covers(others.deals, deals)
                && covers(others.batches, batches)
                && covers(others.cases, cases)
                && (others.document == null || others.document.equals(document))
                && covers(others.types, types)
                && (others.view == null || others.view.equals(view))
                && (others.user == null || others.user.equals(user));
    }

    /// The first member of `asked` that allows more than these rights.
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
