package io.dealstream.progress;

import io.dealstream.event.Position;
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
}
