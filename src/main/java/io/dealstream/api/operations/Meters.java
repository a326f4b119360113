package io.dealstream.api.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of one replica's meters at one moment (cluster.md, "Operations").
///
/// @param replica the id of this process: a restarted replica has another one, because its counters begin at zero
/// @param time the moment
/// @param meters the values in the order of their names
/// @param replicas all known replicas, this one first
@RegisterForReflection
record Meters(String replica, Instant time, List<Reading> meters, List<Replica> replicas) {

    /// What a replica reports of itself.
    ///
    /// @param state `starting`, `serving` or `draining`
    /// @param load the load of its machine for each core; null where it is unknown
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
    /// @param value a counter's sum since the start, or a gauge's value now; null for a timer, and for a gauge
    ///     without a value
    /// @param count how many times were measured since the start
    /// @param totalSeconds the sum of these times
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

    /// @param le the upper bound in seconds
    /// @param count how many times were at or below it
    @RegisterForReflection
    record Bucket(double le, long count) {}
}
