package io.dealstream.hub;

import java.time.Duration;

/// The hub's bounds.
///
/// @param journalBytes how much the journals of all tenants may hold together; past it the tenant that holds most
///     gives up its oldest events
/// @param journalAge how long events stay in memory after they have arrived
/// @param stateAge how long the state of a stream outlives its last event
/// @param slack how far before the present `since` of an id lies: must be larger than the clocks of producers and
///     brokers differ and than a producer goes on retrying, and smaller than `journalAge`
/// @param queueBytes how much may wait for one reader before it is cut off
public record HubSettings(long journalBytes, Duration journalAge, Duration stateAge, Duration slack, long queueBytes) {

    /// @throws IllegalArgumentException when the slack is not smaller than the journal's age, or a bound is not
    /// positive
    public HubSettings {
        if (slack.compareTo(journalAge) >= 0 || journalBytes <= 0 || queueBytes <= 0) {
            throw new IllegalArgumentException(
                    "the slack must be smaller than the journal's age, and the bounds positive");
        }
    }
}
