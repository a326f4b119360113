package io.dealstream.event;

/// What a stream is about: one deal, one batch, one case, or all events of one kind that a tenant has.
///
/// Kinds are data, not code. The catalogue says which fields of an event type name which subjects. So a new
/// dialect brings its own kinds, and this class does not change.
///
/// @param kind for example `deal`, `batch`, `case`, `organisation`, `account`, `workspace`
/// @param id the subject's id in canonical form (`42` for a deal); empty where a tenant has only one subject of
///     the kind
public record Subject(String kind, String id) implements Comparable<Subject> {

    // Every record is looked up by its subjects, more than once. A record's generated equals would compare the
    // kind first, which is nearly always the same, and would do so through method handles.

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

    /// An order without a meaning. With it, a hash table stays fast for ids that somebody chose to have the
    /// same hash.
    @Override
    public int compareTo(Subject other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : kind.compareTo(other.kind);
    }

    /// The subject of a kind that spans the whole tenant.
    public static Subject whole(String kind) {
        return new Subject(kind, "");
    }
}
