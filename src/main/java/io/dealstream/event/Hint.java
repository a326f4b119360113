package io.dealstream.event;

/// A mark of which an id holds only the last bits, because whole marks would not fit. It names a span of time
/// and the last bits of the offset of the last event that was seen in it. A reader that reads the stream again
/// from `since` on meets the first event of the span. The mark is the first offset from there on that ends with
/// these bits.
///
/// @param scale the span is 2^`scale` ms long
/// @param span the span's number: it begins at `span << scale`, epoch ms
/// @param width how many bits of the offset are known
/// @param low these last bits; higher bits of the number do not count
record Hint(int scale, long span, int width, long low) {

    /// When the span begins, epoch ms.
    long from() {
        return span << scale;
    }

    /// When the span ends, epoch ms, exclusive.
    long to() {
        return (span + 1) << scale;
    }

    /// Whether it surely lies after another hint of the same partition.
    boolean isBeyond(Hint other) {
        return scale == other.scale && (span > other.span || (span == other.span && width > other.width));
    }

    /// How many bits a number has.
    static int length(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }

    /// The whole offset that this hint stands for.
    ///
    /// @param first the first event of the stream whose watermark lies in the span or after it
    long resolve(Position first) {
        if (first.watermark() >> scale > span) {
            // Kafka has no record of the span any more
            return first.offset() - 1;
        }
        return first.offset() + ((low - first.offset()) & ((1L << width) - 1));
    }
}
