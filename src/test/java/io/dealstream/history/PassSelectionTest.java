package io.dealstream.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.tasks.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassSelectionTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private final PassSelection turns = new PassSelection();

    @Test
    void takesAllWhoWereAwayForAboutAsLong() {
        List<PastRequest> waiting = new ArrayList<>(
                IntStream.range(0, 1_000).mapToObj(i -> away(10 + i % 30)).toList());

        assertThat(turns.next(waiting, NOW)).hasSize(1_000);
        assertThat(waiting).isEmpty();
    }

    @Test
    void letsThoseGoFirstWhoWereNotAwayForLong() {
        PastRequest day = away(DAY);
        PastRequest minute = away(1);
        List<PastRequest> waiting = new ArrayList<>(List.of(day, minute));

        assertThat(turns.next(waiting, NOW)).containsExactly(minute);
        assertThat(waiting).containsExactly(day);
        assertThat(turns.next(waiting, NOW)).containsExactly(day);
    }

    @Test
    void givesEveryThirdTurnToThoseWhoArePassedOverAndToThemAlone() {
        PastRequest day = away(DAY);
        PastRequest twoDays = away(2 * DAY);
        List<PastRequest> waiting = new ArrayList<>(List.of(day, twoDays));
        for (int i = 0; i < 2; i++) {
            PastRequest minute = away(1);
            waiting.add(minute);
            assertThat(turns.next(waiting, NOW)).containsExactly(minute);
        }
        waiting.add(away(1));

        assertThat(turns.next(waiting, NOW)).containsExactly(day, twoDays);
        assertThat(waiting).hasSize(1);
    }

    @Test
    void neverMakesThoseWhoWereNotAwayForLongWaitForTwoOfTheOthers() {
        List<PastRequest> waiting = new ArrayList<>(List.of(away(HOUR), away(6 * HOUR), away(2 * DAY), away(12 * DAY)));
        List<PastRequest> served = new ArrayList<>();
        boolean othersBefore = false;
        for (int i = 0; i < 30; i++) {
            PastRequest minute = away(1);
            waiting.add(minute);

            List<PastRequest> turn = turns.next(waiting, NOW);

            boolean others = !turn.contains(minute);
            assertThat(others && othersBefore).isFalse();
            othersBefore = others;
            if (others) {
                served.addAll(turn);
                // a slice later they are back
                turn.forEach(request -> request.gotOn());
                turn.forEach(request -> request.waitsFrom(NOW + served.size()));
                waiting.addAll(turn);
                waiting.remove(minute);
            }
        }
        assertThat(served).hasSize(10);
        // each in its turn, so none more than once oftener than another
        assertThat(served.stream().distinct()).hasSize(4);
        assertThat(served.subList(0, 4)).doesNotHaveDuplicates();
    }

    @Test
    void leavesOutWhoIsToTryAgainLater() {
        PastRequest later = away(1);
        later.postpone(NOW);
        PastRequest now = away(1);
        List<PastRequest> waiting = new ArrayList<>(List.of(later, now));

        assertThat(turns.next(waiting, NOW)).containsExactly(now);
        assertThat(turns.next(waiting, later.retryAt())).containsExactly(later);
    }

    @Test
    void triesAgainLaterAndLaterButAtLeastEveryFiveSeconds() {
        PastRequest request = away(1);
        long last = 0;
        for (int i = 0; i < 40; i++) {
            request.postpone(NOW);
            long delay = request.retryAt() - NOW;
            assertThat(delay).isBetween(Math.max(last, 100), 5_000L);
            last = delay;
        }
        assertThat(last).isEqualTo(5_000);
    }

    @Test
    void countsAsWaitingFromWhenItLastGotOn() {
        PastRequest request = away(1);
        request.waitsFrom(NOW);
        assertThat(request.waitsSince()).isEqualTo(NOW - 1);

        request.gotOn();
        request.waitsFrom(NOW + 7);

        assertThat(request.waitsSince()).isEqualTo(NOW + 7);
    }

    private static PastRequest away(int minutes) {
        PastRequest request = new PastRequest(
                Archive.deal(1),
                Archive.since(NOW - minutes * MINUTE),
                List.of(),
                false,
                new Follower(0),
                new Allowance(1, 1),
                again -> {},
                Faults.uncounted());
        request.waitsFrom(NOW - minutes);
        return request;
    }
}
