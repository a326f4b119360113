package io.dealstream.chaos;

import java.time.Duration;
import java.util.Random;

/// The length and force of a run, from system properties, so that a run can be made longer or be repeated.
///
/// @param length how long things are broken (`chaos.minutes`, may be a fraction)
/// @param seed the seed of all random choices of the suite (`chaos.seed`); threads and processes still run in
///     an order of their own
/// @param rate the events per second (`chaos.rate`)
/// @param partitions how many partitions the two topics that are written to have together (`chaos.partitions`);
///     if more than ten, each organisation is spread over all of them
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
