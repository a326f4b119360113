package io.dealstream.testing;

import java.time.Duration;
import java.util.Random;

/// How badly a [MisbehavingProxy] behaves of its own accord. A connection lives for a random time (exponentially
/// distributed), then something befalls it, chosen by weight.
///
/// @param meanLife until something befalls a connection, on average
/// @param cut weight of cutting it, in the middle of whatever is being said, with a FIN or an RST
/// @param stall weight of falling silent for a while and then going on
/// @param halfClose weight of closing one direction only: the client sees an end and the server none, or the reverse
/// @param maxStall the longest that a stall takes, and that a server is left talking to a client who is gone
/// @param maxDelay the longest that any piece of a response is kept back; zero for not at all
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
