package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.access.PastQuota;
import io.dealstream.api.Refusal.Kind;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Start;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;

/// Limits how many long pasts one caller may be told at once. A long past is not in memory and begins long ago;
/// reading it means reading all tenants' records of hours or days.
@Singleton
final class LongPasts {

    private static final Duration LIMITED_FOR = Duration.ofSeconds(10);

    private final EventHub hub;
    private final PastQuota quota;
    private final InstantSource clock;

    LongPasts(EventHub hub, PastQuota quota, InstantSource clock) {
        this.hub = hub;
        this.quota = quota;
        this.clock = clock;
    }

    /// Lets a reader begin at a place.
    ///
    /// @return must be run once the past is told or the reader is gone; may be run again
    /// @throws Refusal when the past is long and the caller is being told as many long pasts as it may
    Runnable admit(Caller caller, Interest interest, Start start) {
        OptionalLong begin = hub.missingSince(interest.stream(), start);
        if (begin.isEmpty() || !quota.isLong(begin.getAsLong(), clock.millis())) {
            return () -> {};
        }
        PastQuota.Slot slot = quota.tryAcquire(caller)
                .orElseThrow(() -> Refusal.later(Kind.LIMITED, "Too many long pasts at once", LIMITED_FOR));
        return slot::close;
    }
}
