package io.dealstream.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Several subjects of one kind that are read as one stream (many.md). Such a set is a subject itself. It is
/// named by its members in sorted order, so all readers of the same members share one stream, and an id of it
/// belongs to no other stream.
public final class SubjectSet {

    private static final String SUFFIX = "-set";
    private static final String COMMA = ",";
    private static final char WORD = '!';

    private SubjectSet() {}

    /// Makes the subject of a set.
    ///
    /// @param kind the kind of the members
    /// @param ids the members' ids in canonical form, without commas; at least one; a repeated id counts once
    public static Subject of(String kind, Collection<String> ids) {
        return new Subject(kind + SUFFIX, String.join(COMMA, new TreeSet<>(ids)));
    }

    /// Makes a subject of any kind from its ids.
    ///
    /// @param kind a kind of single subjects or of sets, see [Subject#kind()]
    /// @param ids as in [#of]
    /// @throws IllegalArgumentException when the kind is not one of sets and `ids` is not exactly one id
    public static Subject named(String kind, List<String> ids) {
        if (isSet(kind)) {
            return of(kind.substring(0, kind.length() - SUFFIX.length()), ids);
        }
        if (ids.size() != 1) {
            throw new IllegalArgumentException("one " + kind + " has one id");
        }
        return new Subject(kind, ids.getFirst());
    }

    /// Whether a subject is a set.
    public static boolean isSet(Subject subject) {
        return isSet(subject.kind());
    }

    /// Whether a kind is a kind of sets.
    public static boolean isSet(String kind) {
        return kind.endsWith(SUFFIX);
    }

    /// The members of a set, in its order; for any other subject, that subject alone.
    public static List<Subject> members(Subject subject) {
        if (!isSet(subject)) {
            return List.of(subject);
        }
        String kind = subject.kind().substring(0, subject.kind().length() - SUFFIX.length());
        return Arrays.stream(subject.id().split(COMMA))
                .map(id -> new Subject(kind, id))
                .toList();
    }

    /// The stream's name in the ids of last words. A first reader of a set gets the last word of each member
    /// that is complete. A client with such an id may still need the last words of the members after that one,
    /// so the id must name the member.
    ///
    /// @param set the stream of the set
    /// @param member the member's number in the set, from 0
    public static StreamKey word(StreamKey set, int member) {
        return new StreamKey(
                set.tenant(), new Subject(set.subject().kind(), set.subject().id() + WORD + member));
    }
}
