package io.dealstream.progress;

import io.dealstream.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of a deal as data, for snapshots (deals.md, "Current state"). Immutable. Values that are not known
/// are null.
///
/// @param status the deal's status, from the last `deal_updated` or `deal.status_changed`
/// @param healthScore the health score of the deal, or of the document that was scored last, whichever came
///     last; likewise the grade
/// @param documents the documents in order of first appearance
/// @param forgotten how many documents were forgotten
/// @param lastEnd the last end of a document; null where none has ended
public record DealView(
        @Nullable Latest status,
        @Nullable Latest healthScore,
        @Nullable Latest healthGrade,
        @Nullable Latest businessName,
        @Nullable Latest decision,
        List<DocumentProgress> documents,
        long forgotten,
        @Nullable Ending lastEnd) {

    public DealView {
        documents = List.copyOf(documents);
    }

    /// The end of a document's run.
    ///
    /// @param at the position of the event that ended it
    /// @param recordTime that record's time, epoch ms
    public record Ending(Position at, long recordTime) {}
}
