package io.dealstream.progress;

import io.dealstream.event.StreamState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [BatchProgress] knows, as data: what a snapshot shows.
///
/// @param counter the last `progress` that was produced, such as `3/5`
/// @param counted the documents seen so far
/// @param result what `batch.completed` said, or null before it, and for who does not see it
/// @param completeAt epoch ms, see [io.dealstream.event.StreamState#completeAt()]
/// @param documents in order of first appearance
/// @param forgotten how many documents more there were than are remembered
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

    /// How many documents.
    ///
    /// @param total null where it is not known
    public record Counts(@Nullable Long total, long succeeded, long failed) {}

    /// The totals of `batch.completed` once it has come, until then what has been seen.
    public Counts counts() {
        return result == null ? counted : result;
    }

    /// Whether `batch.completed` has come, be it seen or not: the end of the stream says so to everybody.
    public boolean completed() {
        return completeAt != StreamState.OPEN;
    }

    /// `done/total`: as produced last; computed where nothing was produced, and from the totals at the end. Null
    /// where the total is not known.
    public @Nullable String progress() {
        String produced = Latest.textOf(counter);
        Long total = counts().total();
        if (result == null && produced != null) {
            return produced;
        }
        return total == null ? produced : (counts().succeeded() + counts().failed()) + "/" + total;
    }
}
