package io.dealstream.stalls;

import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.util.Comparator;

/// The name of one document.
record DocumentKey(Tenant tenant, Subject deal, String document) implements Comparable<DocumentKey> {

    private static final Comparator<DocumentKey> ORDER = Comparator.comparing(DocumentKey::document)
            .thenComparing(DocumentKey::deal)
            .thenComparing(DocumentKey::tenant);

    /// An order without a meaning, for hash tables, see [Subject#compareTo].
    @Override
    public int compareTo(DocumentKey other) {
        return ORDER.compare(this, other);
    }
}
