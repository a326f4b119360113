package io.dealstream.hub;

import io.smallrye.mutiny.Multi;
import java.time.Duration;

/// What most tests want of a hub.
public final class UsualHub {

    static final HubSettings.Awaited AWAITED = new HubSettings.Awaited(5_000, 20_000);
    static final int MEMBERS = 250_000;

    private UsualHub() {}

    /// With a quarter of the heap for quiet streams.
    public static HubSettings settings(
            long journalBytes, Duration journalAge, Duration stateAge, Duration slack, long queueBytes) {
        long stateBytes = Runtime.getRuntime().maxMemory() / 4;
        return new HubSettings(journalBytes, journalAge, stateAge, slack, queueBytes, AWAITED, MEMBERS, stateBytes);
    }

    /// No past at all, for a hub that only knows what it holds in memory.
    public static History noPast() {
        return (stream, after, until, lenient) -> lenient
                ? Multi.createFrom().empty()
                : Multi.createFrom().failure(new History.LostPast(ResetReason.EXPIRED));
    }
}
