package io.dealstream.progress;

import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.Objects;
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

    @Override
    public int weight() {
        return Part.lengthOf(id, status, error);
    }

    @Override
    public void write(StateWriter out) {
        out.text(id).text(status).text(error).position(at).number(at.watermark() - updatedAt);
    }

    static BatchDocument read(StateReader in) {
        String id = Objects.requireNonNull(in.text());
        String status = Objects.requireNonNull(in.text());
        String error = in.text();
        Position at = Objects.requireNonNull(in.position());
        return new BatchDocument(id, status, error, at.watermark() - in.number(), at);
    }

    /// Never: a batch tells of a document only when it is through.
    @Override
    public boolean isPending() {
        return false;
    }
}
