package io.dealstream.progress;

import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One document of a batch that is through. Immutable.
///
/// @param id `document_id`
/// @param broken whether it came by `batch.document_failed`
/// @param status as produced; `failed` where it came by `batch.document_failed`
/// @param error why it failed
/// @param updatedAt when that happened, epoch ms
/// @param at where the event stands
public record BatchDocument(
        String id, boolean broken, String status, @Nullable String error, long updatedAt, Position at) implements Part {

    static final String PROCESSED_TYPE = "batch.document_processed";
    static final String FAILED_TYPE = "batch.document_failed";
    static final List<String> TYPES = List.of(PROCESSED_TYPE, FAILED_TYPE);
    static final String FAILED = "failed";
    static final String COMPLETED = "completed";

    /// Whether it counts among the failed rather than the succeeded.
    public boolean hasFailed() {
        return status.equals(FAILED);
    }

    /// The type that told of it.
    String type() {
        return broken ? FAILED_TYPE : PROCESSED_TYPE;
    }

    /// What is left of it for who does not see all fields.
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

    /// Never: a batch tells of a document only when it is through.
    @Override
    public boolean isPending() {
        return false;
    }
}
