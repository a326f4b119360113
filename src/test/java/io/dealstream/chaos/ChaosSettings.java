package io.dealstream.chaos;

import java.time.Duration;
import java.util.Random;

/// How long and how hard, from system properties, so that a run can be made longer or be repeated.
///
/// @param length how long things are broken (`chaos.minutes`, may be a fraction)
/// @param seed of all that is left to chance here (`chaos.seed`); threads and processes have their own mind all the
/// same
/// @param rate events per second (`chaos.rate`)
/// @param partitions of the two topics that are written to, together (`chaos.partitions`); more than ten spread each
///     organisation over all of them
record ChaosSettings(Duration length, long seed, int rate, int partitions) {

    /// The least, with which each deal's events have partitions of their own.
    static final int FEW = 10;

    static ChaosSettings fromSystemProperties() {
        double minutes = Double.parseDouble(System.getProperty("chaos.minutes", "1"));
        long seed = Long.parseLong(System.getProperty("chaos.seed", Integer.toString(new Random().nextInt(1_000_000))));
        int rate = Integer.getInteger("chaos.rate", 500);
        int partitions = Math.max(FEW, Integer.getInteger("chaos.partitions", FEW));
        return new ChaosSettings(Duration.ofMillis((long) (minutes * 60_000)), seed, rate, partitions);
    }

    /// Chance for one of those who need it, the same in each run.
    Random random(String whose) {
        return new Random(seed * 31 + whose.hashCode());
    }
}
