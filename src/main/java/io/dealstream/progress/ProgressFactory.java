package io.dealstream.progress;

import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes the state of a stream that has just been heard of, for the kinds of subject that come to an end: `deal`,
/// `batch`, `case`. Null for all others: they have no state and never complete.
///
/// @param grace how long after its last document's end a deal waits for a `deal_updated`
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
