package io.dealstream.event;

/// Writes bits with an arithmetic coder: what is written so far stands for an interval, and each bit narrows it
/// to the part that matches the bit's likelihood.
final class BitWriter extends BitCoder {

    private static final int TOP = Integer.SIZE - Byte.SIZE;

    private final IdWriter out;
    private long low;
    private long high = 0xffff_ffffL;

    BitWriter(IdWriter out) {
        this.out = out;
    }

    @Override
    int code(int bit, int likelihood) {
        long middle = low + (((high - low) * likelihood) >>> LIKELIHOOD_BITS);
        if (bit == 1) {
            high = middle;
        } else {
            low = middle + 1;
        }
        while (low >>> TOP == high >>> TOP) {
            out.putByte((int) (low >>> TOP));
            low = (low << Byte.SIZE) & 0xffff_ffffL;
            high = ((high << Byte.SIZE) & 0xffff_ffffL) | 0xff;
        }
        return bit;
    }

    /// Ends the output with the fewest bytes that lie in the interval if zeros follow.
    void end() {
        int rest = Integer.SIZE;
        while (roundedUp(rest) > high) {
            rest -= Byte.SIZE;
        }
        for (int shift = TOP; shift >= rest; shift -= Byte.SIZE) {
            out.putByte((int) (roundedUp(rest) >>> shift) & 0xff);
        }
    }

    private long roundedUp(int bits) {
        return (low + (1L << bits) - 1) >>> bits << bits;
    }
}
