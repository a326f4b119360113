package io.dealstream.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Several subjects of one kind that are read as one stream. Such a set is a subject itself, named by its members in
/// one order, so that it is the same for whoever asks for these, and an id of it belongs to no other.
public final class SubjectSet {

    private static final String SUFFIX = "-set";
    private static final String COMMA = ",";
    private static final char WORD = '!';

    private SubjectSet() {}

    /// The set of some subjects.
    ///
    /// @param kind theirs
    /// @param ids in canonical form, not empty, without commas; more than one of the same count once
    public static Subject of(String kind, Collection<String> ids) {
        return new Subject(kind + SUFFIX, String.join(COMMA, new TreeSet<>(ids)));
    }

    /// The subject of a kind that is made of these.
    ///
    /// @param kind as in [Subject]: of single subjects or of sets
    /// @throws IllegalArgumentException where that takes one id and there are others
    public static Subject named(String kind, List<String> ids) {
        if (isSet(kind)) {
            return of(kind.substring(0, kind.length() - SUFFIX.length()), ids);
        }
        if (ids.size() != 1) {
            throw new IllegalArgumentException("one " + kind + " has one id");
        }
        return new Subject(kind, ids.getFirst());
    }

    /// Whether a subject stands for several.
    public static boolean isSet(Subject subject) {
        return isSet(subject.kind());
    }

    /// Whether a kind is one of sets.
    public static boolean isSet(String kind) {
        return kind.endsWith(SUFFIX);
    }

    /// The subjects of a set, in its order; of any other subject itself.
    public static List<Subject> members(Subject subject) {
        if (!isSet(subject)) {
            return List.of(subject);
        }
        String kind = subject.kind().substring(0, subject.kind().length() - SUFFIX.length());
        return Arrays.stream(subject.id().split(COMMA))
                .map(id -> new Subject(kind, id))
                .toList();
    }

    /// What stands for a set in the ids of last words. A first visit to a set is told the last word of each member that
    /// is complete, and whoever has such an id may still have to be told those of the members behind that one.
    ///
    /// @param member its number in the set
    public static StreamKey word(StreamKey set, int member) {
        return new StreamKey(
                set.tenant(), new Subject(set.subject().kind(), set.subject().id() + WORD + member));
    }
}
