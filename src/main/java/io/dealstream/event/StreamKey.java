package io.dealstream.event;

/// Names one stream: what all its readers have in common before any filter of their own.
public record StreamKey(Tenant tenant, Subject subject) implements Comparable<StreamKey> {

    /// In an order of no meaning, for hash tables, see [Subject#compareTo].
    @Override
    public int compareTo(StreamKey other) {
        int bySubject = subject.compareTo(other.subject);
        return bySubject != 0 ? bySubject : tenant.compareTo(other.tenant);
    }
}
