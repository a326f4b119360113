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
/// @param awaited how many streams may have readers though nothing was ever heard of them
/// @param members how many subjects the sets that are read at once may have, of all tenants together; a subject counts
///     for each set it is in; past it opening another set is refused
/// @param stateBytes how much quiet streams of all tenants may take together; past it the tenant that takes most
///     forgets the streams that have been quiet for longest
public record HubSettings(
        long journalBytes,
        Duration journalAge,
        Duration stateAge,
        Duration slack,
        long queueBytes,
        Awaited awaited,
        int members,
        long stateBytes) {

    /// A number of streams. Past it, opening one more is refused until another is closed or heard of.
    public record Awaited(int perTenant, int inAll) {}

    /// @throws IllegalArgumentException when the slack is not smaller than the journal's age, or a bound is not
    /// positive
    public HubSettings {
        if (slack.compareTo(journalAge) >= 0 || journalBytes <= 0 || queueBytes <= 0 || stateBytes <= 0) {
            throw new IllegalArgumentException(
                    "the slack must be smaller than the journal's age, and the bounds positive");
        }
    }

    /// How far back events must be known from the start: ids that are given out say that everything up to a slack ago
    /// has been seen, and may lie a little further back than that.
    public Duration leastMemory() {
        return slack.plus(slack.dividedBy(HubContext.STEADY_PARTS)).plusMillis(HubContext.CLOCK_SKEW_MILLIS);
    }
}
