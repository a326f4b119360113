package io.dealstream.event;

/// What a stream is about: one deal, one batch, one case, or everything of one kind that a tenant has.
///
/// Kinds are data, not code: the catalogue says which fields of which event type make which subjects, so a new
/// dialect brings its own kinds and nothing here changes.
///
/// @param kind such as `deal`, `batch`, `case`, `organisation`, `account`, `workspace`
/// @param id the subject's own id in canonical form (`42` for a deal); empty where a tenant has just one of the kind
public record Subject(String kind, String id) implements Comparable<Subject> {

    // Every record is looked up by its subjects, more than once. What the language would make compares the kind first,
    // which is nearly always the same, through method handles.

    @Override
    public boolean equals(Object other) {
        return other instanceof Subject(String otherKind, String otherId)
                && id.equals(otherId)
                && kind.equals(otherKind);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + kind.hashCode();
    }

    /// In an order of no meaning: with one, a hash table finds its way among ids that were chosen to have the same
    /// hash.
    @Override
    public int compareTo(Subject other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : kind.compareTo(other.kind);
    }

    /// The one subject of a kind that spans the whole tenant.
    public static Subject whole(String kind) {
        return new Subject(kind, "");
    }
}
