package io.dealstream.event;

/// The name of one stream. Readers of the same stream may still have different filters.
///
/// @param tenant whose stream it is
/// @param subject what the stream is about
public record StreamKey(Tenant tenant, Subject subject) implements Comparable<StreamKey> {

    /// An order without a meaning, for hash tables, see [Subject#compareTo].
    @Override
    public int compareTo(StreamKey other) {
        int bySubject = subject.compareTo(other.subject);
        return bySubject != 0 ? bySubject : tenant.compareTo(other.tenant);
    }
}
