package io.dealstream.testing;

import java.time.Duration;
import java.util.Random;

/// How a [MisbehavingProxy] misbehaves by itself. A connection lives for a random time (exponentially
/// distributed). Then the proxy cuts, stalls or half-closes it, chosen by weight.
///
/// @param meanLife the mean life of a connection until then
/// @param cut the weight of cutting it, in the middle of the data, with a FIN or an RST
/// @param stall the weight of passing nothing on for a while and then going on
/// @param halfClose the weight of closing one direction only: the client sees an end and the server none, or
///     the reverse
/// @param maxStall the longest stall, and the longest time that a server still writes to a closed client
/// @param maxDelay the longest delay of any part of a response; zero: no delay
public record Mischief(Duration meanLife, int cut, int stall, int halfClose, Duration maxStall, Duration maxDelay) {

    /// None at all.
    public static final Mischief NONE = new Mischief(Duration.ofDays(1), 1, 0, 0, Duration.ZERO, Duration.ZERO);

    /// What can befall a connection.
    enum Fate {
        CUT,
        STALL,
        HALF_CLOSE
    }

    Duration life(Random random) {
        double lives = -Math.log(1 - random.nextDouble());
        return Duration.ofMillis((long) (lives * meanLife.toMillis()));
    }

    Fate fate(Random random) {
        int drawn = random.nextInt(cut + stall + halfClose);
        return drawn < cut ? Fate.CUT : drawn < cut + stall ? Fate.STALL : Fate.HALF_CLOSE;
    }

    Duration stall(Random random) {
        return upTo(maxStall, random);
    }

    Duration delay(Random random) {
        return upTo(maxDelay, random);
    }

    private static Duration upTo(Duration longest, Random random) {
        return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
    }
}
