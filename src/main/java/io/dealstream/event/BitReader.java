package io.dealstream.event;

/// Reads what [BitWriter] has written. Any bytes can be read: behind their end it reads zeros.
final class BitReader extends BitCoder {

    private static final int TOP = Integer.SIZE - Byte.SIZE;

    private final IdReader in;
    private long low;
    private long high = 0xffff_ffffL;
    private long at;

    BitReader(IdReader in) {
        this.in = in;
        for (int i = 0; i < Integer.BYTES; i++) {
            at = (at << Byte.SIZE) | next();
        }
    }

    @Override
    int code(int bit, int likelihood) {
        long middle = low + (((high - low) * likelihood) >>> LIKELIHOOD_BITS);
        int found = at <= middle ? 1 : 0;
        if (found == 1) {
            high = middle;
        } else {
            low = middle + 1;
        }
        while (low >>> TOP == high >>> TOP) {
            low = (low << Byte.SIZE) & 0xffff_ffffL;
            high = ((high << Byte.SIZE) & 0xffff_ffffL) | 0xff;
            at = ((at << Byte.SIZE) & 0xffff_ffffL) | next();
        }
        return found;
    }

    private int next() {
        return in.hasMore() ? in.readByte() : 0;
    }
}
