package io.dealstream.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long MINUTE = 60_000;

    @Test
    void takesAllWhoWereAwayForAboutAsLong() {
        List<Recall> waiting = new ArrayList<>(
                IntStream.range(0, 1_000).mapToObj(i -> away(10 + i % 30)).toList());

        assertThat(Turn.of(waiting, NOW)).hasSize(1_000);
        assertThat(waiting).isEmpty();
    }

    @Test
    void letsThoseGoFirstWhoWereNotAwayForLong() {
        Recall day = away(24 * 60);
        Recall minute = away(1);
        List<Recall> waiting = new ArrayList<>(List.of(day, minute));

        assertThat(Turn.of(waiting, NOW)).containsExactly(minute);
        assertThat(waiting).containsExactly(day);
        assertThat(Turn.of(waiting, NOW)).containsExactly(day);
    }

    @Test
    void passesNobodyOverMoreThanTwice() {
        Recall day = away(24 * 60);
        List<Recall> waiting = new ArrayList<>(List.of(day));
        for (int i = 0; i < 2; i++) {
            waiting.add(away(1));
            assertThat(Turn.of(waiting, NOW)).doesNotContain(day);
        }
        waiting.add(away(1));

        assertThat(Turn.of(waiting, NOW)).contains(day).hasSize(2);
    }

    @Test
    void leavesOutWhoIsToTryAgainLater() {
        Recall later = away(1);
        later.postpone(NOW);
        Recall now = away(1);
        List<Recall> waiting = new ArrayList<>(List.of(later, now));

        assertThat(Turn.of(waiting, NOW)).containsExactly(now);
        assertThat(Turn.of(waiting, later.retryAt())).containsExactly(later);
    }

    @Test
    void triesAgainLaterAndLaterButAtLeastEveryFiveSeconds() {
        Recall recall = away(1);
        long last = 0;
        for (int i = 0; i < 40; i++) {
            recall.postpone(NOW);
            long delay = recall.retryAt() - NOW;
            assertThat(delay).isBetween(Math.max(last, 100), 5_000L);
            last = delay;
        }
        assertThat(last).isEqualTo(5_000);
    }

    private static Recall away(int minutes) {
        return new Recall(
                Archive.deal(1),
                Archive.since(NOW - minutes * MINUTE),
                List.of(),
                false,
                new Follower(0),
                new Allowance(1, 1),
                recall -> {});
    }
}
