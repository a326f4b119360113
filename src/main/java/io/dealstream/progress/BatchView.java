package io.dealstream.progress;

import io.dealstream.event.StreamState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of a batch as data, for snapshots (deals.md, "Current state"). Immutable.
///
/// @param counter the last `progress` that was produced, such as `3/5`; null where none was
/// @param counted the counts of the documents seen so far
/// @param result the counts of `batch.completed`; null before it, and for a reader that does not see it
/// @param completeAt epoch ms, see [io.dealstream.event.StreamState#completeAt()]
/// @param documents the documents in order of first appearance
/// @param forgotten how many documents were forgotten
public record BatchView(
        @Nullable Latest counter,
        Counts counted,
        @Nullable Counts result,
        long completeAt,
        List<BatchDocument> documents,
        long forgotten) {

    public BatchView {
        documents = List.copyOf(documents);
    }

    /// Numbers of documents.
    ///
    /// @param total null where it is not known
    public record Counts(@Nullable Long total, long succeeded, long failed) {}

    /// The counts of `batch.completed` once it has come; until then those of the documents seen.
    public Counts counts() {
        return result == null ? counted : result;
    }

    /// Whether `batch.completed` has come, even if the reader does not see it: the end of the stream tells it
    /// anyway.
    public boolean completed() {
        return completeAt != StreamState.OPEN;
    }

    /// The progress as `done/total`: the last produced one; computed where none was produced, and at the end.
    /// Null where the total is not known.
    public @Nullable String progress() {
        String produced = Latest.textOf(counter);
        Long total = counts().total();
        if (result == null && produced != null) {
            return produced;
        }
        return total == null ? produced : (counts().succeeded() + counts().failed()) + "/" + total;
    }
}
