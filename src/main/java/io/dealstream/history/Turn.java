package io.dealstream.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Decides who takes part in the next pass: those who were away about as long as the one who was away for the
/// shortest time. So a thousand who come back after a restart share one pass, and somebody who asks for a day does
/// not make them wait until that day is read; but nobody is passed over more than twice.
final class Turn {

    private static final long ALIKE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int FACTOR = 4;
    private static final int PATIENCE = 2;

    private Turn() {}

    /// Takes requests out of `waiting`.
    ///
    /// @param now epoch ms
    static List<Recall> of(List<Recall> waiting, long now) {
        List<Recall> due =
                waiting.stream().filter(recall -> recall.retryAt() <= now).toList();
        long shortest = due.stream()
                .mapToLong(recall -> Math.max(0, now - recall.reachesBackTo()))
                .min()
                .orElseThrow();
        long limit = now - FACTOR * shortest - ALIKE_MILLIS;
        List<Recall> turn = new ArrayList<>();
        for (Recall recall : due) {
            if (recall.reachesBackTo() >= limit || recall.passOver() > PATIENCE) {
                turn.add(recall);
            }
        }
        waiting.removeAll(turn);
        return turn;
    }
}
