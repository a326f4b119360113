package io.dealstream.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// A bucket of tokens for each caller: a request takes one, and they come back evenly. Thread-safe, this replica's
/// own.
///
/// What is kept of a caller is one number, the moment at which the bucket is full again. Once that has passed there is
/// nothing to keep. Of more than `maxCallers` those are forgotten that asked the longest time ago: their buckets are
/// the fullest.
public final class RequestQuota {

    private final int limit;
    private final long millisPerToken;
    private final InstantSource clock;
    private final Map<Origin, Long> fullAt;

    /// The answer to one request.
    public sealed interface Answer {

        /// How many requests may come at once.
        int limit();

        /// How many are left.
        int remaining();

        /// How long until all have come back, in whole seconds, rounded up.
        Duration fullIn();
    }

    /// It may be served.
    public record Served(int limit, int remaining, Duration fullIn) implements Answer {}

    /// It may not.
    ///
    /// @param retryAfter until there is a token, in whole seconds, rounded up
    public record Exceeded(int limit, Duration fullIn, Duration retryAfter) implements Answer {

        @Override
        public int remaining() {
            return 0;
        }
    }

    /// @param limit how many tokens a full bucket holds, at least 1
    /// @param period in which an empty one fills, at least 1 ms for each token
    /// @param maxCallers how many are remembered, at least 1
    RequestQuota(int limit, Duration period, int maxCallers, InstantSource clock) {
        if (limit < 1 || maxCallers < 1 || period.toMillis() < limit) {
            throw new IllegalArgumentException("a quota of " + limit + " in " + period + " for " + maxCallers);
        }
        this.limit = limit;
        this.millisPerToken = period.toMillis() / limit;
        this.clock = clock;
        this.fullAt = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Origin, Long> eldest) {
                return size() > maxCallers;
            }
        };
    }

    /// Takes a token if there is one.
    public synchronized Answer take(Caller caller) {
        long now = clock.millis();
        long full = Math.max(now, fullAt.getOrDefault(caller.origin(), now));
        long taken = full + millisPerToken;
        long lacking = taken - now - limit * millisPerToken;
        if (lacking > 0) {
            return new Exceeded(limit, seconds(full - now), seconds(lacking));
        }
        fullAt.put(caller.origin(), taken);
        long missing = Math.ceilDiv(taken - now, millisPerToken);
        return new Served(limit, (int) (limit - missing), seconds(taken - now));
    }

    /// How many callers are remembered.
    synchronized int size() {
        return fullAt.size();
    }

    private static Duration seconds(long millis) {
        return Duration.ofSeconds(Math.ceilDiv(millis, 1_000L));
    }
}
