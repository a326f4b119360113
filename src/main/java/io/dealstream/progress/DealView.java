package io.dealstream.progress;

import io.dealstream.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [DealProgress] knows, as data: what a snapshot shows.
///
/// @param status the deal's, from `deal_updated` or `deal.status_changed`, whichever came last
/// @param healthScore the deal's or of the document scored last, whichever came last; likewise the grade
/// @param documents in order of first appearance
/// @param forgotten how many documents more there were than are remembered
/// @param lastEnd the end of the document that ended last, or null where none has ended
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
    /// @param recordTime epoch ms
    public record Ending(Position at, long recordTime) {}
}
