package io.dealstream.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: twice as long each time, and never the same for two clients.
final class Backoff {

    private static final int MOST_DOUBLINGS = 30;

    private final Duration base;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration base, Duration longest, RandomGenerator random) {
        this.base = base;
        this.longest = longest;
        this.random = random;
    }

    /// Between a half and the whole of a time that doubles; of what the service asked for, up to a quarter is added.
    Duration next(Duration atLeast) {
        double whole = Math.min(longest.toMillis(), base.toMillis() * Math.pow(2, failures));
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
        double own = whole * (0.5 + 0.5 * random.nextDouble());
        double wanted = atLeast.toMillis() * (1 + 0.25 * random.nextDouble());
        return Duration.ofMillis(Math.round(Math.max(own, wanted)));
    }

    /// There was one more failure than those that are waited for.
    void countAnother() {
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
    }

    /// It worked: the next failure counts as the first.
    void reset() {
        failures = 0;
    }
}
