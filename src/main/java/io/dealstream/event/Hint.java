package io.dealstream.event;

/// A mark of which an id holds the last bits only, because all of them whole would not fit: a span of time, and how
/// the offset of the last event that was seen in it ends. Who reads the stream again from `since` on meets the first
/// event of the span, and the mark is the first offset from there on that ends so.
///
/// @param scale the span is 2^`scale` ms long
/// @param span its number: it begins at `span << scale`, epoch ms
/// @param width how many bits of the offset are known
/// @param low these bits
record Hint(int scale, long span, int width, long low) {

    /// When the span begins, epoch ms.
    long from() {
        return span << scale;
    }

    /// When it is over, epoch ms.
    long to() {
        return (span + 1) << scale;
    }

    /// Whether it surely lies after another one of the same partition.
    boolean isBeyond(Hint other) {
        return scale == other.scale && (span > other.span || (span == other.span && width > other.width));
    }

    /// How many bits a number has.
    static int length(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }

    /// The offset that is meant.
    ///
    /// @param first the first event of the stream whose watermark lies in the span or after it
    long resolve(Position first) {
        if (first.watermark() >> scale > span) {
            // nothing of the span is there any more
            return first.offset() - 1;
        }
        return first.offset() + ((low - first.offset()) & ((1L << width) - 1));
    }
}
