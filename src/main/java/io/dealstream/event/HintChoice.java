package io.dealstream.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What of a place is told whole and what as hints, and these in spans of what length: so that it takes the least room.
/// Short spans suit where much happens, longer ones where little does. A hint of which the meaning is not known yet is
/// told as it was.
///
/// @param brief hints only
record HintChoice(List<Spot> whole, List<Spot> brief) {

    private static final long NEAR_MILLIS = Duration.ofHours(1).toMillis();

    /// The best choice.
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

    /// The latest time at which the stream was seen somewhere, epoch ms; but not one in a future where hardly any lie,
    /// as what is near most of them takes the least room.
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

    /// @param enough whether it is more does not matter
    private static long bits(int scale, long latestTime, List<Spot> spots, int[] wholeBits, long enough) {
        long bits = 0;
        for (int i = 0; i < wholeBits.length && bits < enough; i++) {
            int brief = Hints.bits(spots.get(i), scale, latestTime);
            bits += brief < Hints.NEVER ? brief : wholeBits[i];
        }
        return bits;
    }

    /// What a spot takes with its whole offset.
    private static int wholeBits(Spot spot) {
        return Byte.SIZE
                * (varintLength(spot.last().partition().index())
                        + varintLength(spot.last().offset()));
    }

    private static int varintLength(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }
}
