package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Tenant;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final KeyRecord KEY = Keys.active("key", Scope.DEALS_READ, Scope.ORG_READ);

    private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
    private final KeyTable keys = new KeyTable(List.of());
    private final Leases leases = new Leases(keys, clock, Runnable::run, Faults.uncounted());
    private final List<LeaseEnd> ends = new ArrayList<>();

    @Test
    void endsAStreamOnceWhenItsKeyIsRevoked() {
        keys.change(KEY.hash(), KEY);
        leases.open(KEY.caller(), Scope.DEALS_READ, ends::add);

        keys.change(KEY.hash(), KEY.revoked());
        keys.change(KEY.hash(), null);

        assertThat(ends).containsExactly(LeaseEnd.REVOKED);
    }

    @Test
    void endsAStreamWhenItsKeyIsDeleted() {
        keys.change(KEY.hash(), KEY);
        leases.open(KEY.caller(), Scope.DEALS_READ, ends::add);

        keys.change(KEY.hash(), null);

        assertThat(ends).containsExactly(LeaseEnd.REVOKED);
    }

    @Test
    void endsOnlyTheStreamsThatTheKeyNoLongerGrants() {
        // Given
        keys.change(KEY.hash(), KEY);
        List<LeaseEnd> orgEnds = new ArrayList<>();
        leases.open(KEY.caller(), Scope.DEALS_READ, ends::add);
        leases.open(KEY.caller(), Scope.ORG_READ, orgEnds::add);

        // When
        keys.change(KEY.hash(), Keys.scoped(KEY, Scope.ORG_READ));

        // Then
        assertThat(ends).containsExactly(LeaseEnd.REVOKED);
        assertThat(orgEnds).isEmpty();
    }

    @Test
    void endsAStreamWhenItsKeyGoesToAnotherTenant() {
        keys.change(KEY.hash(), KEY);
        leases.open(KEY.caller(), Scope.DEALS_READ, ends::add);

        keys.change(KEY.hash(), Keys.of(KEY, "globex"));

        assertThat(ends).containsExactly(LeaseEnd.REVOKED);
    }

    @Test
    void leavesStreamsOfOtherKeysAlone() {
        KeyRecord other = Keys.active("other", Scope.DEALS_READ);
        keys.change(KEY.hash(), KEY);
        keys.change(other.hash(), other);
        leases.open(KEY.caller(), Scope.DEALS_READ, ends::add);

        keys.change(other.hash(), other.revoked());

        assertThat(ends).isEmpty();
    }

    @Test
    void endsAStreamThatOpensAsItsKeyIsRevoked() {
        // Given a caller admitted before the change, whose stream opens after it
        Caller admitted = KEY.caller();
        keys.change(KEY.hash(), KEY.revoked());

        leases.open(admitted, Scope.DEALS_READ, ends::add);

        assertThat(ends).containsExactly(LeaseEnd.REVOKED);
    }

    @Test
    void endsAStreamWhenItsTokenExpires() {
        leases.open(user(clock.instant().plusSeconds(60)), Scope.DEALS_READ, ends::add);

        clock.advance(Duration.ofMillis(59_999));
        leases.sweep();
        assertThat(ends).isEmpty();

        clock.advance(Duration.ofMillis(1));
        leases.sweep();
        leases.sweep();
        assertThat(ends).containsExactly(LeaseEnd.EXPIRED);
    }

    @Test
    void endsTheOthersAfterAnErrorOfOne() {
        leases.open(user(clock.instant().plusSeconds(60)), Scope.DEALS_READ, _ -> {
            throw new StackOverflowError("on purpose");
        });
        leases.open(user(clock.instant().plusSeconds(60)), Scope.DEALS_READ, ends::add);

        clock.advance(Duration.ofSeconds(60));
        leases.sweep();

        assertThat(ends).containsExactly(LeaseEnd.EXPIRED);
    }

    @Test
    void endsAStreamWhenAConfiguredKeyExpires() {
        // Given
        KeyRecord expiring = Keys.expiring(KEY, clock.instant().plusSeconds(60));
        Leases ofConfigured = new Leases(new KeyTable(List.of(expiring)), clock, Runnable::run, Faults.uncounted());
        ofConfigured.open(expiring.caller(), Scope.DEALS_READ, ends::add);

        // When
        clock.advance(Duration.ofSeconds(60));
        ofConfigured.sweep();

        // Then
        assertThat(ends).containsExactly(LeaseEnd.EXPIRED);
    }

    @Test
    void followsAKeyWhoseEndIsMoved() {
        // Given
        keys.change(KEY.hash(), Keys.expiring(KEY, clock.instant().plusSeconds(60)));
        leases.open(keys.find(KEY.hash()).orElseThrow().caller(), Scope.DEALS_READ, ends::add);

        // When it is put off
        keys.change(KEY.hash(), Keys.expiring(KEY, clock.instant().plusSeconds(120)));
        clock.advance(Duration.ofSeconds(60));
        leases.sweep();
        assertThat(ends).isEmpty();

        // When it is lifted and set again
        keys.change(KEY.hash(), KEY);
        keys.change(KEY.hash(), Keys.expiring(KEY, clock.instant().plusSeconds(1)));
        clock.advance(Duration.ofSeconds(1));
        leases.sweep();

        // Then
        assertThat(ends).containsExactly(LeaseEnd.EXPIRED);
    }

    @Test
    void saysNothingOnceAStreamIsClosed() {
        keys.change(KEY.hash(), KEY);
        Lease ofKey = leases.open(KEY.caller(), Scope.DEALS_READ, ends::add);
        Lease ofUser = leases.open(user(clock.instant().plusSeconds(1)), Scope.DEALS_READ, ends::add);

        ofKey.close();
        ofKey.close();
        ofUser.close();
        keys.change(KEY.hash(), null);
        clock.advance(Duration.ofSeconds(1));
        leases.sweep();

        assertThat(ends).isEmpty();
    }

    @Test
    void oneStreamThatFailsToEndDoesNotKeepTheOthers() {
        keys.change(KEY.hash(), KEY);
        leases.open(KEY.caller(), Scope.DEALS_READ, _ -> {
            throw new IllegalStateException("on purpose");
        });
        leases.open(KEY.caller(), Scope.DEALS_READ, ends::add);
        leases.open(KEY.caller(), Scope.DEALS_READ, _ -> {
            throw new IllegalStateException("on purpose");
        });

        keys.change(KEY.hash(), null);

        assertThat(ends).containsExactly(LeaseEnd.REVOKED);
    }

    @Test
    void endsTwentyThousandStreamsOfManyKeysAndUsersWithinASecond() {
        // Given
        int users = 10_000;
        int ofKey = 10_000;
        AtomicInteger ended = new AtomicInteger();
        keys.change(KEY.hash(), KEY);
        for (int i = 0; i < users; i++) {
            leases.open(user(clock.instant().plusSeconds(i % 100)), Scope.DEALS_READ, _ -> ended.incrementAndGet());
        }
        for (int i = 0; i < ofKey; i++) {
            leases.open(KEY.caller(), Scope.DEALS_READ, _ -> ended.incrementAndGet());
        }

        // When
        long start = System.nanoTime();
        keys.change(KEY.hash(), KEY.revoked());
        clock.advance(Duration.ofSeconds(100));
        leases.sweep();
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        // Then
        assertThat(ended.get()).isEqualTo(users + ofKey);
        assertThat(took).isLessThan(Duration.ofSeconds(1));
    }

    private static Caller user(@Nullable Instant expiresAt) {
        return new Caller(
                new Tenant("acme"),
                "alice",
                Set.of(Scope.DEALS_READ),
                null,
                expiresAt,
                Rights.ALL,
                new Origin.User("https://issuer.example", "alice"));
    }

    @Test
    void endsAllOthersWhenOneStreamCannotBeTold() {
        // Given a key with three streams, the first and the last of which fail, and a clock that is over
        List<Task> failed = new ArrayList<>();
        Leases guarded = new Leases(keys, clock, Runnable::run, new Faults(failed::add, clock));
        keys.change(KEY.hash(), Keys.expiring(KEY, clock.instant().plusSeconds(1)));
        for (int i = 0; i < 3; i++) {
            guarded.open(KEY.caller(), Scope.DEALS_READ, end -> {
                throw new StackOverflowError();
            });
            guarded.open(KEY.caller(), Scope.DEALS_READ, ends::add);
        }

        // When
        keys.change(KEY.hash(), KEY.revoked());

        // Then
        assertThat(ends).containsExactly(LeaseEnd.REVOKED, LeaseEnd.REVOKED, LeaseEnd.REVOKED);
        assertThat(failed).hasSize(3).containsOnly(Task.LEASES);
    }

    @Test
    void sweepsOnAfterOneThatCannotBeTold() {
        KeyRecord expiring = Keys.expiring(KEY, clock.instant().plusSeconds(1));
        keys.change(KEY.hash(), expiring);
        for (int i = 0; i < 3; i++) {
            leases.open(expiring.caller(), Scope.DEALS_READ, end -> {
                throw new StackOverflowError();
            });
            leases.open(expiring.caller(), Scope.DEALS_READ, ends::add);
        }
        clock.advance(Duration.ofSeconds(2));

        leases.sweep();

        assertThat(ends).containsExactly(LeaseEnd.EXPIRED, LeaseEnd.EXPIRED, LeaseEnd.EXPIRED);
    }
}
