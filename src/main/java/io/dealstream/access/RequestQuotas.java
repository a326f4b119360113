package io.dealstream.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Makes the quotas of requests, and counts what all of them remember. Thread-safe.
public final class RequestQuotas {

    private final List<RequestQuota> quotas = new CopyOnWriteArrayList<>();

    /// Makes a quota, which lives as long as the service; see [RequestQuota].
    ///
    /// @param limit how many tokens a full bucket holds, at least 1
    /// @param period the time in which an empty bucket fills, at least 1 ms for each token
    /// @param maxCallers how many callers are remembered, at least 1
    /// @throws IllegalArgumentException when a number is out of its range
    public RequestQuota make(int limit, Duration period, int maxCallers, InstantSource clock) {
        RequestQuota quota = new RequestQuota(limit, period, maxCallers, clock);
        quotas.add(quota);
        return quota;
    }

    /// How many callers are remembered, in all quotas together.
    public int size() {
        return quotas.stream().mapToInt(RequestQuota::size).sum();
    }
}
