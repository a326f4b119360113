package io.dealstream.event;

/// Codes bits with adaptive likelihoods, so that bits that follow a pattern take less room than one bit each. A
/// bit takes the less room, the more earlier bits of the same place had its value. The same code describes both
/// directions: a writer returns the bits that it is given, a reader returns the bits that it finds.
abstract class BitCoder {

    /// How finely [#code] divides likelihoods: into 2^16 parts.
    static final int LIKELIHOOD_BITS = 16;

    private static final int EVEN = 1 << (LIKELIHOOD_BITS - 1);
    private static final int LEAST = 64;
    private static final int COUNT_BITS = 8;
    /// After so many bits of a place, the latest bits count for more than the first ones.
    private static final int MOST_COUNTED = 60;

    /// The length of the array of places that [#number] needs.
    static final int NUMBER_PLACES = 1_024;

    private static final int LENGTH_BITS = 5;
    /// So many bits below a number's highest one are coded by pattern; the lower ones are coded plainly.
    private static final int PATTERN_BITS = 5;

    /// Codes one bit.
    ///
    /// @param bit the bit to write; a reader ignores it
    /// @param likelihood the likelihood that the bit is 1, in parts of 2^16
    /// @return the bit that was read or written
    abstract int code(int bit, int likelihood);

    /// Codes one bit and adapts the likelihood of its place.
    ///
    /// @param places the state of all places, at first all zero
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

    /// Codes a number from 0 to 2^31 - 1: its length in bits, then its bits.
    ///
    /// @param places the state of [#NUMBER_PLACES] places
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

    /// Codes bits that follow no pattern.
    final long plain(long bits, int count) {
        long coded = 0;
        for (int i = count - 1; i >= 0; i--) {
            coded = (coded << 1) | code((int) (bits >> i) & 1, EVEN);
        }
        return coded;
    }

    /// Codes a few bits. The bits before each one decide on its place.
    private int tree(int[] places, int from, int count, int bits) {
        int path = 1;
        for (int i = count - 1; i >= 0; i--) {
            path = (path << 1) | bit(places, from + path, (bits >> i) & 1);
        }
        return path - (1 << count);
    }
}
