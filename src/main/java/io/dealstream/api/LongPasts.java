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

/// Sees to it that no caller is told many long pasts at once: those that memory does not hold and that begin long ago.
/// To tell one, hours or days of everybody's records are read.
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

    /// Lets a reader begin where it wants to.
    ///
    /// @return to be run once its past is told, or it is gone; may be run again
    /// @throws Refusal when its past is long, and its caller is being told as many of these as may be
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
