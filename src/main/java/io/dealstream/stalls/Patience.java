package io.dealstream.stalls;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// After how long without an event a document has stalled.
///
/// @param usual for stages that have none of their own
/// @param stages by the stage's name
record Patience(Duration usual, Map<String, Duration> stages) {

    /// @throws IllegalArgumentException where one of them is not positive
    Patience {
        stages = Map.copyOf(stages);
        if (!usual.isPositive() || !stages.values().stream().allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException("dealstream.stalls: no document can stall at once");
        }
    }

    /// In ms.
    long at(@Nullable String stage) {
        Duration own = stage == null ? null : stages.get(stage);
        return (own == null ? usual : own).toMillis();
    }

    /// The shortest of all, in ms: nothing has stalled before.
    long shortest() {
        return Math.min(
                usual.toMillis(),
                stages.values().stream().mapToLong(Duration::toMillis).min().orElse(Long.MAX_VALUE));
    }

    /// The longest of all, in ms: whatever is pending has stalled then.
    long longest() {
        return Math.max(
                usual.toMillis(),
                stages.values().stream().mapToLong(Duration::toMillis).max().orElse(0));
    }
}
