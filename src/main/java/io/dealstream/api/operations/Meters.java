package io.dealstream.api.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the meters of one replica show at one moment.
///
/// @param replica tells this process from others and from itself before a restart: its counters began at zero
/// @param meters in order of name
/// @param replicas all that are known, this one first
@RegisterForReflection
record Meters(String replica, Instant time, List<Reading> meters, List<Replica> replicas) {

    /// What one replica has told of itself.
    ///
    /// @param state `starting`, `serving` or `draining`
    /// @param load of its machine, for each core; null where it does not know
    @RegisterForReflection
    record Replica(
            String id,
            String version,
            @JsonProperty("started_at") Instant startedAt,
            String state,
            int streams,
            @Nullable Double load) {}

    /// One meter with one set of tags. A counter or gauge has a value; a timer has the rest.
    ///
    /// @param value of a counter since the start, of a gauge now; null for a timer, and for a gauge that has none
    /// @param count how many times were taken since the start
    /// @param totalSeconds their sum
    /// @param buckets for upper bounds in seconds, ascending, how many times were at or below them
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reading(
            String name,
            Map<String, String> tags,
            @Nullable Double value,
            @Nullable Long count,
            @JsonProperty("total_seconds") @Nullable Double totalSeconds,
            @Nullable List<Bucket> buckets) {

        static Reading of(String name, Map<String, String> tags, double value) {
            return new Reading(name, tags, Double.isFinite(value) ? value : null, null, null, null);
        }
    }

    /// @param le upper bound in seconds
    /// @param count how many times were at or below it
    @RegisterForReflection
    record Bucket(double le, long count) {}
}
