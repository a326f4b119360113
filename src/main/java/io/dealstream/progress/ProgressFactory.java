package io.dealstream.progress;

import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes the state of a new stream, for the kinds of subject that come to an end: `deal`, `batch`, `case`. It
/// returns null for all others: they have no state and are never complete.
///
/// @param grace how long a deal waits for a `deal_updated` after its last document's end
/// @param maxParts how many documents of one deal or batch are remembered, at least 1
public record ProgressFactory(Duration grace, int maxParts) implements Function<Subject, @Nullable StreamState> {

    @Override
    public @Nullable StreamState apply(Subject subject) {
        return switch (subject.kind()) {
            case "deal" -> new DealProgress(grace, maxParts);
            case "batch" -> new BatchProgress(maxParts);
            case "case" -> new CaseProgress();
            default -> null;
        };
    }
}
