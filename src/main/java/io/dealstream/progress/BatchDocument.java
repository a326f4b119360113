package io.dealstream.progress;

import io.dealstream.event.Position;
import org.jspecify.annotations.Nullable;

/// One document of a batch that is through. Immutable.
///
/// @param id `document_id`
/// @param status as produced; `failed` where it came by `batch.document_failed`
/// @param error why it failed
/// @param updatedAt when that happened, epoch ms
/// @param at where the event stands
public record BatchDocument(
        String id, String status, @Nullable String error, long updatedAt, Position at) implements Part {

    static final String FAILED = "failed";

    /// Whether it counts among the failed rather than the succeeded.
    public boolean hasFailed() {
        return status.equals(FAILED);
    }

    /// Never: a batch tells of a document only when it is through.
    @Override
    public boolean isPending() {
        return false;
    }
}
