package io.dealstream.access;

import static io.dealstream.access.UsedTickets.Use.FIRST;
import static io.dealstream.access.UsedTickets.Use.NO_ROOM;
import static io.dealstream.access.UsedTickets.Use.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.UsedTickets.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Replicas and a log that is read when the test says so.
class TicketClaimsTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
    private final List<TicketUse> log = new ArrayList<>();
    private final List<Runnable> failures = new ArrayList<>();
    private final TicketClaims one = replica("one", Duration.ofMinutes(1));
    private final TicketClaims two = replica("two", Duration.ofMinutes(1));

    private final class Written implements TicketClaims.Log.Shared {
        @Override
        public void write(TicketUse claim, Runnable failed) {
            log.add(claim);
            failures.add(failed);
        }
    }

    private TicketClaims replica(String name, Duration patience) {
        return new TicketClaims(new UsedTickets(3, clock), name, patience, new Written());
    }

    private CompletableFuture<Use> use(TicketClaims by, String nonce) {
        return by.use(nonce, in(30));
    }

    private Instant in(int seconds) {
        return clock.instant().plusSeconds(seconds);
    }

    private void readAll(TicketClaims by) {
        log.forEach(by::read);
    }

    @Test
    void theFirstInTheLogWins() {
        CompletableFuture<Use> first = use(one, "a");
        CompletableFuture<Use> second = use(two, "a");
        assertThat(first).isNotDone();

        readAll(two);
        readAll(one);

        assertThat(first).isCompletedWithValue(FIRST);
        assertThat(second).isCompletedWithValue(REPEATED);
        assertThat(one.undecided() + two.undecided()).isZero();
    }

    @Test
    void whatWasUsedElsewhereNeedsNoClaim() {
        CompletableFuture<Use> _ = use(one, "a");
        readAll(two);

        assertThat(use(two, "a")).isCompletedWithValue(REPEATED);
        assertThat(log).hasSize(1);
    }

    @Test
    void aSecondUseHereIsRefusedAtOnceAndTakesNothingFromTheFirst() {
        CompletableFuture<Use> first = use(one, "a");

        assertThat(use(one, "a")).isCompletedWithValue(REPEATED);
        readAll(one);
        assertThat(first).isCompletedWithValue(FIRST);
        assertThat(use(one, "a")).isCompletedWithValue(REPEATED);
        assertThat(log).hasSize(1);
    }

    @Test
    void aLogThatIsReadAgainChangesNothing() {
        CompletableFuture<Use> first = use(one, "a");
        readAll(one);
        CompletableFuture<Use> _ = use(two, "a");

        readAll(one);
        readAll(one);

        assertThat(first).isCompletedWithValue(FIRST);
        assertThat(one.size()).isOne();
    }

    @Test
    void ownMemoryDecidesWhereTheLogIsSlowAndThatIsCounted() {
        TicketClaims hasty = replica("hasty", PATIENCE);
        long began = System.nanoTime();

        assertThat(use(hasty, "a").join()).isEqualTo(FIRST);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(PATIENCE, PATIENCE.multipliedBy(6));
        assertThat(hasty.undecided()).isOne();
        assertThat(use(hasty, "a")).isCompletedWithValue(REPEATED);
        // what comes late is still news to the others
        readAll(one);
        assertThat(use(one, "a")).isCompletedWithValue(REPEATED);
    }

    @Test
    void ownMemoryDecidesAtOnceWhereAClaimIsRefused() {
        CompletableFuture<Use> refused = use(one, "a");
        failures.getFirst().run();
        assertThat(refused).isCompletedWithValue(FIRST);

        one.go((TicketClaims.Log.Shared) (claim, failed) -> {
            throw new IllegalStateException("closed");
        });
        assertThat(use(one, "b")).isCompletedWithValue(FIRST);
        assertThat(one.undecided()).isEqualTo(2);
    }

    @Test
    void aLogThatComesBackInTimeIsToldOfThoseWhoWait() {
        one.go(new TicketClaims.Log.Away());
        CompletableFuture<Use> first = use(one, "a");
        CompletableFuture<Use> second = use(one, "b");
        log.add(new TicketUse("b", in(30), "two"));

        one.go(new Written());
        one.go(new Written());

        assertThat(log).hasSize(3);
        readAll(one);
        assertThat(first).isCompletedWithValue(FIRST);
        assertThat(second).isCompletedWithValue(REPEATED);
        assertThat(one.undecided()).isZero();
    }

    @Test
    void ownMemoryDecidesWhereTheLogStaysAway() {
        TicketClaims hasty = replica("hasty", PATIENCE);
        hasty.go(new TicketClaims.Log.Away());

        assertThat(use(hasty, "a").join()).isEqualTo(FIRST);
        hasty.go(new Written());

        assertThat(hasty.undecided()).isOne();
        assertThat(log).isEmpty();
    }

    @Test
    void whoeverWaitsWhenThereTurnsOutToBeNoLogIsLetIn() {
        one.go(new TicketClaims.Log.Away());
        CompletableFuture<Use> waiting = use(one, "a");

        one.go(new TicketClaims.Log.None());

        assertThat(waiting).isCompletedWithValue(FIRST);
        assertThat(one.undecided()).isZero();
    }

    @Test
    void withoutALogEachReplicaIsAlone() {
        one.go(new TicketClaims.Log.None());
        two.go(new TicketClaims.Log.None());

        assertThat(use(one, "a")).isCompletedWithValue(FIRST);
        assertThat(use(two, "a")).isCompletedWithValue(FIRST);
        assertThat(use(one, "a")).isCompletedWithValue(REPEATED);
        assertThat(one.undecided()).isZero();
    }

    @Test
    void isPutOffWhereItCannotBeRemembered() {
        for (String nonce : List.of("a", "b", "c")) {
            assertThat(use(one, nonce)).isNotDone();
        }

        assertThat(use(one, "d")).isCompletedWithValue(NO_ROOM);
        assertThat(log).hasSize(3);
        assertThat(use(two, "d")).isNotDone();
    }
}
