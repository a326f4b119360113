package io.dealstream.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What of a place is told whole and what as hints, and in spans of what length: so that it takes the least room.
/// Short spans suit where much happens, longer ones where little does.
///
/// @param latest the number of the latest span
record HintChoice(Hints form, long latest, List<Spot> whole, List<Spot> brief) {

    private static final long NEAR_MILLIS = Duration.ofHours(1).toMillis();

    /// The best choice.
    static HintChoice of(List<Spot> spots) {
        long latestTime = latestTime(spots);
        int[] wholeBits = spots.stream().mapToInt(HintChoice::wholeBits).toArray();
        Hints best = new Hints(0);
        long least = Long.MAX_VALUE;
        for (int scale = 0; scale < Spot.SCALES.length; scale++) {
            Hints form = new Hints(scale);
            long bits = bits(form, latestTime >> Spot.SCALES[scale], spots, wholeBits, least);
            if (bits < least) {
                least = bits;
                best = form;
            }
        }
        long latest = latestTime >> Spot.SCALES[best.scale()];
        List<Spot> whole = new ArrayList<>();
        List<Spot> brief = new ArrayList<>(spots.size());
        for (Spot spot : spots) {
            (best.bits(spot, latest) < Hints.NEVER ? brief : whole).add(spot);
        }
        return new HintChoice(best, latest, whole, brief);
    }

    /// The latest time at which the stream was seen somewhere, epoch ms; but not one in a future where hardly any lie,
    /// as
    /// what is near most of them takes the least room.
    private static long latestTime(List<Spot> spots) {
        long[] times = spots.stream()
                .mapToLong(Spot::time)
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
    private static long bits(Hints form, long latest, List<Spot> spots, int[] wholeBits, long enough) {
        long bits = 0;
        for (int i = 0; i < wholeBits.length && bits < enough; i++) {
            int brief = form.bits(spots.get(i), latest);
            bits += brief < Hints.NEVER ? brief : wholeBits[i];
        }
        return bits;
    }

    /// What a spot takes with its whole offset; a hint has none.
    private static int wholeBits(Spot spot) {
        return spot.hint() != null
                ? Hints.NEVER
                : Byte.SIZE
                        * (varintLength(spot.last().partition().index())
                                + varintLength(spot.last().offset()));
    }

    private static int varintLength(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    /// Whether everything can be told so.
    boolean isPossible() {
        return !brief.isEmpty()
                && brief.size() <= Hints.MOST_HINTS
                && whole.stream().allMatch(spot -> spot.hint() == null);
    }
}
