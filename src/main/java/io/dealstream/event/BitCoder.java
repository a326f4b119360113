package io.dealstream.event;

/// Writes or reads bits that follow a pattern in less room than they have: each is the likelier, and takes the less,
/// the
/// more of those before it in the same place were alike. One description serves both directions: a writer returns the
/// bits that it is given, a reader those that it finds.
abstract class BitCoder {

    /// Of [#code].
    static final int LIKELIHOOD_BITS = 16;

    private static final int EVEN = 1 << (LIKELIHOOD_BITS - 1);
    private static final int LEAST = 64;
    private static final int COUNT_BITS = 8;
    /// From then on what came last counts for more than what came first.
    private static final int MOST_COUNTED = 60;

    /// How many places a number takes.
    static final int NUMBER_PLACES = 1_024;

    private static final int LENGTH_BITS = 5;
    /// So many bits of a number below its first follow a pattern; the rest are any.
    private static final int PATTERN_BITS = 5;

    /// One bit.
    ///
    /// @param bit what is written
    /// @param likelihood that it is 1, in parts of 2^16
    /// @return what was read or written
    abstract int code(int bit, int likelihood);

    /// A bit that follows the pattern of its place.
    ///
    /// @param places at first all zero
    final int bit(int[] places, int place, int bit) {
        int known = places[place];
        int count = known & ((1 << COUNT_BITS) - 1);
        int likelihood = EVEN + (known >> COUNT_BITS);
        int coded = code(bit, Math.clamp(likelihood, LEAST, (1 << LIKELIHOOD_BITS) - LEAST));
        int towards = coded << LIKELIHOOD_BITS;
        int learnt = likelihood + (towards - likelihood) / (count + 2);
        places[place] = ((learnt - EVEN) << COUNT_BITS) | Math.min(count + 1, MOST_COUNTED);
        return coded;
    }

    /// A number below 2^31: how long it is, then its bits.
    ///
    /// @param places [#NUMBER_PLACES] of them
    final long number(int[] places, long number) {
        int length = tree(places, 0, LENGTH_BITS, Long.SIZE - Long.numberOfLeadingZeros(number));
        if (length < 2) {
            return length;
        }
        int below = length - 1;
        int patterned = Math.min(below, PATTERN_BITS);
        int any = below - patterned;
        int high = tree(places, length << PATTERN_BITS, patterned, (int) (number >> any) & ((1 << patterned) - 1));
        return (((1L << patterned) | high) << any) | plain(number, any);
    }

    /// Bits that follow no pattern.
    final long plain(long bits, int count) {
        long coded = 0;
        for (int i = count - 1; i >= 0; i--) {
            coded = (coded << 1) | code((int) (bits >> i) & 1, EVEN);
        }
        return coded;
    }

    /// A few bits, the place of each given by those before it.
    private int tree(int[] places, int from, int count, int bits) {
        int path = 1;
        for (int i = count - 1; i >= 0; i--) {
            path = (path << 1) | bit(places, from + path, (bits >> i) & 1);
        }
        return path - (1 << count);
    }
}
