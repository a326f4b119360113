package io.dealstream.progress;

import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One finished document of a batch. Immutable.
///
/// @param id the event's `document_id`
/// @param broken whether the event was `batch.document_failed`
/// @param status the status as produced; `failed` where the event was `batch.document_failed`
/// @param error why it failed, as produced; null where it did not, or no reason was given
/// @param updatedAt when the event happened, epoch ms
/// @param at the event's position
public record BatchDocument(
        String id, boolean broken, String status, @Nullable String error, long updatedAt, Position at) implements Part {

    static final String PROCESSED_TYPE = "batch.document_processed";
    static final String FAILED_TYPE = "batch.document_failed";
    static final List<String> TYPES = List.of(PROCESSED_TYPE, FAILED_TYPE);
    static final String FAILED = "failed";
    static final String COMPLETED = "completed";

    /// Whether it counts as failed and not as succeeded.
    public boolean hasFailed() {
        return status.equals(FAILED);
    }

    /// The type of the event that told of it.
    String type() {
        return broken ? FAILED_TYPE : PROCESSED_TYPE;
    }

    /// The document without the fields that a reader does not see.
    BatchDocument seenBy(Lens lens) {
        String shownStatus = broken || lens.showsField(type(), "status") ? status : COMPLETED;
        String shownError = lens.showsField(type(), "error") ? error : null;
        return new BatchDocument(id, broken, shownStatus, shownError, updatedAt, at);
    }

    @Override
    public int weight() {
        return Part.lengthOf(id, status, error);
    }

    @Override
    public void write(StateWriter out) {
        out.text(id).count(broken ? 1 : 0).text(status).text(error).position(at).number(at.watermark() - updatedAt);
    }

    static BatchDocument read(StateReader in) {
        String id = Objects.requireNonNull(in.text());
        boolean broken = in.count() == 1;
        String status = Objects.requireNonNull(in.text());
        String error = in.text();
        Position at = Objects.requireNonNull(in.position());
        return new BatchDocument(id, broken, status, error, at.watermark() - in.number(), at);
    }

    /// Always false: a batch tells of a document only when it is finished.
    @Override
    public boolean isPending() {
        return false;
    }
}
