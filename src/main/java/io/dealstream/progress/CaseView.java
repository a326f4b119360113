package io.dealstream.progress;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [CaseProgress] knows, as data.
///
/// @param outcome of the whole case
/// @param message of the whole case
/// @param files in order of first appearance
/// @param forgotten how many files more there were than are remembered
/// @param completeAt epoch ms, see [io.dealstream.event.StreamState#completeAt()]
public record CaseView(
        @Nullable Latest outcome, @Nullable Latest message, List<CaseFile> files, long forgotten, long completeAt) {

    public CaseView {
        files = List.copyOf(files);
    }
}
