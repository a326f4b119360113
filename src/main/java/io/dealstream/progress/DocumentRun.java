package io.dealstream.progress;

import io.dealstream.progress.DocumentProgress.Status;
import org.jspecify.annotations.Nullable;

/// One run of a document through the steps. A new run keeps nothing of the one before. Immutable.
///
/// @param stage the stage as produced; for the `*_complete` types the stage that they finish
/// @param percent the last progress that was produced
/// @param floor the progress that the finished steps count for, 0 to 100
/// @param healthScore the health score at its end, as produced
/// @param error the error at its end, where it failed
record DocumentRun(
        Status status,
        @Nullable String stage,
        @Nullable Latest percent,
        int floor,
        @Nullable String healthScore,
        @Nullable String error) {

    static final DocumentRun FRESH = new DocumentRun(Status.PENDING, null, null, 0, null, null);

    /// The run after one more event that does not end it.
    ///
    /// @param isNews whether no later event is known
    DocumentRun movedOn(Step step, Telling telling, boolean isNews) {
        return new DocumentRun(
                status,
                isNews ? stageOf(step, telling) : stage,
                Latest.of(percent, telling.get("progress"), telling.at()),
                Math.max(floor, step.percent()),
                healthScore,
                error);
    }

    /// The run after the event that ends it.
    DocumentRun ended(Status how, @Nullable String why, Step step, Telling telling) {
        String newScore = telling.get("health_score");
        return new DocumentRun(
                how,
                stageOf(step, telling),
                Latest.of(percent, telling.get("progress"), telling.at()),
                Math.max(floor, step.percent()),
                newScore == null ? healthScore : newScore,
                why);
    }

    private static @Nullable String stageOf(Step step, Telling telling) {
        String said = telling.get("stage");
        return said == null ? step.stage() : said;
    }
}
