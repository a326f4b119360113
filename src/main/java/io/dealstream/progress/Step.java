package io.dealstream.progress;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The event types that tell of one document of a deal, from both of the contract's catalogues, and what each does to
/// it.
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

    /// What a step means for whether its document is pending.
    enum Effect {
        /// The first of a run: a document that has ended is pending again.
        BEGINS,
        /// Moves a pending document on; says nothing about one that has ended.
        GOES_ON,
        /// Ends the run well.
        COMPLETES,
        /// Ends the run badly.
        FAILS,
        /// Tells that nothing was heard of a pending document since some time.
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

    /// The step that a type stands for, or null where it does not tell of a document.
    static @Nullable Step of(String type) {
        return BY_TYPE.get(type);
    }

    Effect effect() {
        return effect;
    }

    /// The stage that has been reached where the event names none itself.
    @Nullable
    String stage() {
        return stage;
    }

    /// The progress, 0 to 100, that has been reached at least where the event gives none itself.
    int percent() {
        return percent;
    }
}
