package io.dealstream.stalls;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long a document may be without an event before it has stalled.
///
/// @param usual the time for stages without their own, more than 0
/// @param stages the times of single stages by name, more than 0
record Patience(Duration usual, Map<String, Duration> stages) {

    /// @throws IllegalArgumentException when a time is not positive
    Patience {
        stages = Map.copyOf(stages);
        if (!usual.isPositive() || !stages.values().stream().allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException("dealstream.stalls: no document can stall at once");
        }
    }

    /// The time for a stage, in ms.
    long at(@Nullable String stage) {
        Duration own = stage == null ? null : stages.get(stage);
        return (own == null ? usual : own).toMillis();
    }

    /// The shortest time, in ms: no document has stalled before it.
    long shortest() {
        return Math.min(
                usual.toMillis(),
                stages.values().stream().mapToLong(Duration::toMillis).min().orElse(Long.MAX_VALUE));
    }

    /// The longest time, in ms: every pending document has stalled after it.
    long longest() {
        return Math.max(
                usual.toMillis(),
                stages.values().stream().mapToLong(Duration::toMillis).max().orElse(0));
    }
}
