package io.dealstream.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/// Decides which requests take part in the next pass: those whose past is about as long as the shortest one. So
/// a thousand clients that come back after a restart share one pass, and a client that asks for a day does not
/// make them wait until that day is read. Where requests are passed over, every third pass is for the one that
/// has waited longest, and for those like it. Belongs to the backlog.
final class PassSelection {

    private static final long ALIKE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int FACTOR = 4;
    private static final int PATIENCE = 2;

    private int passedOver;

    /// Takes requests out of `waiting`, of which at least one is due.
    ///
    /// @param now epoch ms
    List<PastRequest> next(List<PastRequest> waiting, long now) {
        List<PastRequest> due =
                waiting.stream().filter(request -> request.retryAt() <= now).toList();
        PastRequest shortest = due.stream()
                .min(Comparator.comparingLong(request -> request.reach(now)))
                .orElseThrow();
        List<PastRequest> turn = like(shortest, due, now);
        if (turn.size() == due.size()) {
            passedOver = 0;
        } else if (++passedOver > PATIENCE) {
            passedOver = 0;
            List<PastRequest> others = new ArrayList<>(due);
            others.removeAll(new HashSet<>(turn));
            PastRequest oldest = others.stream()
                    .min(Comparator.comparingLong(PastRequest::waitsSince))
                    .orElseThrow();
            turn = like(oldest, others, now);
        }
        waiting.removeAll(new HashSet<>(turn));
        return turn;
    }

    /// Whether one past is so much longer than another that it must give way.
    ///
    /// @param reach how far back the one goes, in ms
    /// @param than how far back the other goes, in ms
    static boolean isFarLonger(long reach, long than) {
        return reach > FACTOR * than + ALIKE_MILLIS;
    }

    private static List<PastRequest> like(PastRequest one, List<PastRequest> all, long now) {
        long reach = one.reach(now);
        return all.stream()
                .filter(other -> !isFarLonger(other.reach(now), reach) && !isFarLonger(reach, other.reach(now)))
                .toList();
    }
}
