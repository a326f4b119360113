package io.dealstream.progress;

import io.dealstream.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a [CaseProgress] knows, as data: what a checkpoint must keep to build it again.
///
/// @param outcome of the whole case
/// @param message of the whole case
/// @param files in order of first appearance
/// @param forgotten how many files more there were than are remembered
/// @param completeAt epoch ms, see [io.dealstream.event.StreamState#completeAt()]
/// @param word the `case.analysis.completed` event
public record CaseView(
        @Nullable Latest outcome,
        @Nullable Latest message,
        List<CaseFile> files,
        long forgotten,
        long completeAt,
        @Nullable Event word) {

    public CaseView {
        files = List.copyOf(files);
    }
}
