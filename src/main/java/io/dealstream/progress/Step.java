package io.dealstream.progress;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The event types that tell of one document of a deal, from both catalogues of the contract, and the effect of
/// each.
enum Step {
    STARTED("processing.started", Effect.BEGINS, null, 0),
    PROGRESS("processing.progress", Effect.GOES_ON, null, 0),
    COMPLETED("processing.completed", Effect.COMPLETES, "completed", 100),
    FAILED("processing.failed", Effect.FAILS, "failed", 0),
    EXTRACTED("extraction_complete", Effect.BEGINS, "extracting_text", 20),
    PARSED("parse_complete", Effect.GOES_ON, "parsing_with_llm", 40),
    MEASURED("metrics_complete", Effect.GOES_ON, "computing_metrics", 60),
    SCREENED("screening_complete", Effect.GOES_ON, "screening", 80),
    SCORED("scoring_complete", Effect.COMPLETES, "completed", 100),
    STALLED("processing.stalled", Effect.STALLS, null, 0);

    /// The effect of a step on its document.
    enum Effect {
        /// Begins a run: a document that has ended is pending again.
        BEGINS,
        /// Moves a pending document on. It does not change a document that has ended.
        GOES_ON,
        /// Ends the run well.
        COMPLETES,
        /// Ends the run badly.
        FAILS,
        /// Tells that a pending document has had no event for some time.
        STALLS
    }

    private static final Map<String, Step> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(step -> step.type, Function.identity()));

    private final String type;
    private final Effect effect;
    private final @Nullable String stage;
    private final int percent;

    Step(String type, Effect effect, @Nullable String stage, int percent) {
        this.type = type;
        this.effect = effect;
        this.stage = stage;
        this.percent = percent;
    }

    /// The types of all steps.
    static List<String> types() {
        return Arrays.stream(values()).map(step -> step.type).toList();
    }

    /// The step of a type; null where the type does not tell of a document.
    static @Nullable Step of(String type) {
        return BY_TYPE.get(type);
    }

    Effect effect() {
        return effect;
    }

    /// The stage that is reached where the event itself names none.
    @Nullable
    String stage() {
        return stage;
    }

    /// The least progress that is reached where the event itself gives none, 0 to 100.
    int percent() {
        return percent;
    }
}
