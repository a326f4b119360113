package io.dealstream.stalls;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import org.jspecify.annotations.Nullable;

/// A document of which something is awaited, as far as its events tell one by one. Another event makes another one.
/// Immutable.
///
/// @param last where the event stands that was heard last
/// @param fresh whether it was heard when it came; else only its watermark tells when that was, and who keeps the
///     partition may know better
/// @param heardAt when that was, epoch ms by this replica's clock
/// @param dueAt before this moment it has not stalled, epoch ms
/// @param home the partition whose keeper tells of its stall; null until that has been found out
record PendingDocument(
        DocumentKey key,
        Position last,
        boolean fresh,
        long heardAt,
        long dueAt,
        @Nullable Partition home) {

    /// The same, of which more is known.
    PendingDocument at(Partition found, long due) {
        return new PendingDocument(key, last, fresh, heardAt, due, found);
    }

    /// The same, to be looked at later.
    PendingDocument later(long due) {
        return new PendingDocument(key, last, fresh, heardAt, due, home);
    }

    /// The same, of which it must be found out anew how it stands.
    PendingDocument inDoubt() {
        return new PendingDocument(key, last, fresh, heardAt, dueAt, null);
    }

    /// Whether an event came later, as far as that can be told.
    boolean isBefore(Position other) {
        return last.partition().equals(other.partition())
                ? last.offset() < other.offset()
                : last.watermark() <= other.watermark();
    }
}
