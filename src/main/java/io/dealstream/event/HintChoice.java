package io.dealstream.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Which spots of a cursor an id holds whole, and which as hints of one span length, so that the id is
/// shortest. Short spans suit partitions where much happens, longer ones those where little does. A hint whose
/// meaning is not known yet stays as it was.
///
/// @param whole the spots with whole offsets
/// @param brief the spots as hints
record HintChoice(List<Spot> whole, List<Spot> brief) {

    private static final long NEAR_MILLIS = Duration.ofHours(1).toMillis();

    /// The choice that takes the fewest bits.
    static HintChoice of(List<Spot> spots) {
        List<Spot> known = spots.stream().filter(spot -> spot.hint() == null).toList();
        long latestTime = latestTime(known);
        int[] wholeBits = known.stream().mapToInt(HintChoice::wholeBits).toArray();
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int scale = 0; scale < Spot.SCALES.length; scale++) {
            long bits = bits(scale, latestTime, known, wholeBits, least);
            if (bits < least) {
                least = bits;
                best = scale;
            }
        }
        List<Spot> whole = new ArrayList<>();
        List<Spot> brief = new ArrayList<>(spots.size());
        for (Spot spot : spots) {
            if (spot.hint() != null) {
                brief.add(spot);
            } else if (Hints.bits(spot, best, latestTime) < Hints.NEVER) {
                brief.add(spot.hinted(best));
            } else {
                whole.add(spot);
            }
        }
        return new HintChoice(whole, brief);
    }

    /// The latest time at which the stream was seen in any partition, epoch ms. A few times far in the future
    /// are left out: an id is shortest when its spans are counted from a time that is near most of them.
    private static long latestTime(List<Spot> spots) {
        long[] times = spots.stream()
                .mapToLong(spot -> spot.last().watermark())
                .filter(time -> time != Spot.UNKNOWN)
                .sorted()
                .toArray();
        for (int i = times.length - 1; i >= times.length / 2; i--) {
            if (times[i] - times[i - times.length / 2] < NEAR_MILLIS) {
                return times[i];
            }
        }
        return times.length == 0 ? 0 : times[times.length - 1];
    }

    /// @param enough the sum may stop here: a greater one does not matter
    private static long bits(int scale, long latestTime, List<Spot> spots, int[] wholeBits, long enough) {
        long bits = 0;
        for (int i = 0; i < wholeBits.length && bits < enough; i++) {
            int brief = Hints.bits(spots.get(i), scale, latestTime);
            bits += brief < Hints.NEVER ? brief : wholeBits[i];
        }
        return bits;
    }

    /// How many bits a spot takes with its whole offset.
    private static int wholeBits(Spot spot) {
        return Byte.SIZE
                * (varintLength(spot.last().partition().index())
                        + varintLength(spot.last().offset()));
    }

    private static int varintLength(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }
}
