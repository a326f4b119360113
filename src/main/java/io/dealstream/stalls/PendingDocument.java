package io.dealstream.stalls;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import org.jspecify.annotations.Nullable;

/// A document of which more events are expected, as far as single events tell. Each event makes a new object.
/// Immutable.
///
/// @param last the position of the last event
/// @param fresh whether this replica saw that event when it came. If not, only its watermark tells when that
///     was, and the partition's keeper may know better.
/// @param heardAt when that event came, epoch ms by this replica's clock
/// @param dueAt the moment before which it has not stalled, epoch ms
/// @param home the partition whose keeper writes its stall; null until that is found out
record PendingDocument(
        DocumentKey key,
        Position last,
        boolean fresh,
        long heardAt,
        long dueAt,
        @Nullable Partition home) {

    /// The same document with its home, and when it is due.
    PendingDocument at(Partition found, long due) {
        return new PendingDocument(key, last, fresh, heardAt, due, found);
    }

    /// The same document, due later.
    PendingDocument later(long due) {
        return new PendingDocument(key, last, fresh, heardAt, due, home);
    }

    /// The same document, whose state must be found out again.
    PendingDocument inDoubt() {
        return new PendingDocument(key, last, fresh, heardAt, dueAt, null);
    }

    /// Whether an event came after its last one, as far as that can be told.
    boolean isBefore(Position other) {
        return last.partition().equals(other.partition())
                ? last.offset() < other.offset()
                : last.watermark() <= other.watermark();
    }
}
