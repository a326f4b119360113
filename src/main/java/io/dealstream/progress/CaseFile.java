package io.dealstream.progress;

import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One file of a case. Immutable. No event begins a file's analysis, so progress that comes after an outcome is
/// taken for a new analysis, and the outcome is open again.
///
/// @param id `file_id`
/// @param progress as produced
/// @param outcome `success` or `failed`; null while it is being analysed
/// @param updatedAt when the last event happened, epoch ms
/// @param at where that event stands
public record CaseFile(
        String id,
        @Nullable String stage,
        @Nullable String progress,
        @Nullable String outcome,
        @Nullable String message,
        long updatedAt,
        Position at)
        implements Part {

    @Override
    public boolean isPending() {
        return outcome == null;
    }

    @Override
    public int weight() {
        return Part.lengthOf(id, stage, progress, outcome, message);
    }

    @Override
    public void write(StateWriter out) {
        out.text(id)
                .text(stage)
                .text(progress)
                .text(outcome)
                .text(message)
                .position(at)
                .number(at.watermark() - updatedAt);
    }

    static CaseFile read(StateReader in) {
        String id = Objects.requireNonNull(in.text());
        String stage = in.text();
        String progress = in.text();
        String outcome = in.text();
        String message = in.text();
        Position at = Objects.requireNonNull(in.position());
        return new CaseFile(id, stage, progress, outcome, message, at.watermark() - in.number(), at);
    }
}
