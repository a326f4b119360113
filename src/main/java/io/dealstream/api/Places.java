package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.access.StreamQuota;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Grants the places of open streams and waiting polls, within the limits of caller and replica.
@Singleton
final class Places {

    private static final Duration LIMITED_FOR = Duration.ofSeconds(10);

    private final StreamQuota quota;

    Places(StreamQuota quota) {
        this.quota = quota;
    }

    /// Takes a place. It must be closed when the stream is over or the poll is answered.
    ///
    /// @throws Refusal when the caller or this replica has no place left
    StreamQuota.Slot take(Caller caller, Endpoint endpoint) {
        return switch (quota.tryAcquire(caller, endpoint.name(), endpoint.perCaller())) {
            case StreamQuota.Exceeded refused ->
                throw Refusal.later(Refusal.Kind.LIMITED, "Too many open streams: " + refused.limit(), LIMITED_FOR);
            case StreamQuota.Slot slot -> slot;
        };
    }
}
