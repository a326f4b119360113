package io.dealstream.local;

import java.time.Instant;
import java.time.InstantSource;

/// A clock on which a few ms pass whenever it is looked at: some seconds for each event of a pipeline.
final class PassingTime implements InstantSource {

    private static final long STEP_MILLIS = 20;

    private long now = 1_772_618_460_000L;

    @Override
    public Instant instant() {
        now += STEP_MILLIS;
        return Instant.ofEpochMilli(now);
    }

    /// What time it is, epoch ms, without having it pass.
    long now() {
        return now;
    }
}
