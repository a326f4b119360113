package io.dealstream.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Limits requests by a bucket of tokens for each caller: a request takes one token, and tokens come back
/// evenly. It counts on this replica only. Thread-safe.
///
/// For each caller it keeps one number: the moment at which the bucket is full again. After that moment the
/// number means nothing. When there are more than `maxCallers`, those are forgotten that asked longest ago,
/// because their buckets are the fullest.
public final class RequestQuota {

    private final int limit;
    private final long millisPerToken;
    private final InstantSource clock;
    private final Map<Origin, Long> fullAt;

    /// The answer to one request.
    public sealed interface Answer {

        /// How many tokens a full bucket has.
        int limit();

        /// How many tokens are left, at least 0.
        int remaining();

        /// The time until the bucket is full, in whole seconds, rounded up.
        Duration fullIn();
    }

    /// The request may be served. The components are those of [Answer].
    public record Served(int limit, int remaining, Duration fullIn) implements Answer {}

    /// The request must be refused.
    ///
    /// @param retryAfter the time until there is a token, in whole seconds, rounded up
    public record Exceeded(int limit, Duration fullIn, Duration retryAfter) implements Answer {

        @Override
        public int remaining() {
            return 0;
        }
    }

    /// @param limit how many tokens a full bucket holds, at least 1
    /// @param period the time in which an empty bucket fills, at least 1 ms for each token
    /// @param maxCallers how many callers are remembered, at least 1
    /// @throws IllegalArgumentException when a number is out of its range
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

    /// Takes a token of a caller's bucket, if there is one.
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
