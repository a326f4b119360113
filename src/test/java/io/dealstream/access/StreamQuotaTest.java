package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.StreamQuota.Exceeded;
import io.dealstream.access.StreamQuota.Limit;
import io.dealstream.access.StreamQuota.Slot;
import io.dealstream.event.Tenant;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamQuotaTest {

    private static final Caller ALICE = caller("alice");
    private static final Caller BOB = caller("bob");

    private record Settings(int perCaller, int perUser, int perReplica, int longPasts, Duration longPast)
            implements QuotaSettings {

        Settings(int perCaller, int perReplica) {
            this(perCaller, 1, perReplica);
        }

        Settings(int perCaller, int perUser, int perReplica) {
            this(perCaller, perUser, perReplica, 1, Duration.ofHours(1));
        }
    }

    @Test
    void countsEachCallerAgainstTheConfiguredLimit() {
        StreamQuota quota = new StreamQuota(new Settings(2, 100), Elsewhere.NOWHERE);

        assertThat(acquire(quota, ALICE)).isInstanceOf(Slot.class);
        assertThat(acquire(quota, ALICE)).isInstanceOf(Slot.class);
        assertThat(acquire(quota, ALICE)).isEqualTo(new Exceeded(Limit.CALLER));
        assertThat(acquire(quota, BOB)).isInstanceOf(Slot.class);
    }

    @Test
    void aKeysOwnLimitGoesFirst() {
        StreamQuota quota = new StreamQuota(new Settings(1, 100), Elsewhere.NOWHERE);
        Caller generous = Keys.allowing(Keys.active("generous"), 2).caller();
        Caller closed = Keys.allowing(Keys.active("closed"), 0).caller();

        assertThat(acquire(quota, generous)).isInstanceOf(Slot.class);
        assertThat(acquire(quota, generous)).isInstanceOf(Slot.class);
        assertThat(acquire(quota, generous)).isEqualTo(new Exceeded(Limit.CALLER));
        assertThat(acquire(quota, closed)).isEqualTo(new Exceeded(Limit.CALLER));
    }

    @Test
    void countsAnEndpointsLimitByItself() {
        StreamQuota quota = new StreamQuota(new Settings(10, 100), Elsewhere.NOWHERE);
        acquire(quota, ALICE);

        assertThat(quota.tryAcquire(ALICE, "cases", OptionalInt.of(1))).isInstanceOf(Slot.class);
        assertThat(quota.tryAcquire(ALICE, "cases", OptionalInt.of(1))).isEqualTo(new Exceeded(Limit.ENDPOINT));
        assertThat(quota.tryAcquire(BOB, "cases", OptionalInt.of(1))).isInstanceOf(Slot.class);
        assertThat(acquire(quota, ALICE)).isInstanceOf(Slot.class);
    }

    @Test
    void countsEachUserOfAPortalByThemselvesAndAllOfThemAgainstItsKey() {
        StreamQuota quota = new StreamQuota(new Settings(5, 2, 100), Elsewhere.NOWHERE);
        Caller first = on(ALICE, "u-1");
        Caller second = on(ALICE, "u-2");

        assertThat(acquire(quota, first)).isInstanceOf(Slot.class);
        Slot last = (Slot) acquire(quota, first);
        assertThat(acquire(quota, first)).isEqualTo(new Exceeded(Limit.USER));
        assertThat(acquire(quota, on(BOB, "u-1")))
                .as("another portal's user of that name")
                .isInstanceOf(Slot.class);
        assertThat(acquire(quota, second)).isInstanceOf(Slot.class);
        assertThat(acquire(quota, ALICE)).as("the portal itself").isInstanceOf(Slot.class);
        assertThat(acquire(quota, ALICE)).isInstanceOf(Slot.class);
        assertThat(acquire(quota, second)).isEqualTo(new Exceeded(Limit.CALLER));

        last.close();
        assertThat(acquire(quota, first)).isInstanceOf(Slot.class);
        assertThat(quota.size()).as("two callers, three users").isEqualTo(5);
    }

    @Test
    void countsWhatAUserHasOnOtherReplicas() {
        Elsewhere elsewhere = of -> of.user().equals("u-1") ? 2 : 0;
        StreamQuota quota = new StreamQuota(new Settings(5, 2, 100), elsewhere);

        assertThat(acquire(quota, on(ALICE, "u-1"))).isEqualTo(new Exceeded(Limit.USER));
        assertThat(acquire(quota, on(ALICE, "u-2"))).isInstanceOf(Slot.class);
    }

    @Test
    void countsTheWholeReplica() {
        StreamQuota quota = new StreamQuota(new Settings(10, 2), Elsewhere.NOWHERE);
        acquire(quota, ALICE);
        acquire(quota, BOB);

        assertThat(acquire(quota, BOB)).isEqualTo(new Exceeded(Limit.REPLICA));
        assertThat(quota.open()).isEqualTo(2);
    }

    @Test
    void anonymousCallersDoNotTakeEachOthersPlaces() {
        StreamQuota quota = new StreamQuota(new Settings(1, 100), Elsewhere.NOWHERE);
        Caller anyone = Caller.anonymous(new Tenant("workspace"), Set.of(Scope.FILES_READ));

        assertThat(acquire(quota, anyone)).isInstanceOf(Slot.class);
        assertThat(acquire(quota, anyone)).isInstanceOf(Slot.class);
    }

    @Test
    void givesAPlaceBackOnceHoweverOftenItIsClosed() {
        // Given
        StreamQuota quota = new StreamQuota(new Settings(2, 100), Elsewhere.NOWHERE);
        Slot slot = (Slot) acquire(quota, ALICE);
        acquire(quota, ALICE);

        // When
        slot.close();
        slot.close();

        // Then
        assertThat(quota.open()).isEqualTo(1);
        assertThat(acquire(quota, ALICE)).isInstanceOf(Slot.class);
        assertThat(acquire(quota, ALICE)).isEqualTo(new Exceeded(Limit.CALLER));
    }

    @Test
    void neverLetsInMoreThanAllowedWhoeverComesAtOnce() {
        // Given
        StreamQuota quota = new StreamQuota(new Settings(50, 100), Elsewhere.NOWHERE);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger admitted = new AtomicInteger();

        // When
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 20_000; i++) {
                callers.execute(() -> {
                    if (acquire(quota, ALICE) instanceof Slot slot) {
                        most.accumulateAndGet(quota.open(), Math::max);
                        admitted.incrementAndGet();
                        slot.close();
                    }
                });
            }
        }

        // Then
        assertThat(most.get()).isBetween(1, 50);
        assertThat(admitted.get()).isPositive();
        assertThat(quota.open()).isZero();
    }

    private static StreamQuota.Answer acquire(StreamQuota quota, Caller caller) {
        return quota.tryAcquire(caller, "deals", OptionalInt.empty());
    }

    private static Caller on(Caller caller, String user) {
        return new Caller(
                caller.tenant(),
                caller.name(),
                caller.scopes(),
                caller.maxStreams(),
                caller.expiresAt(),
                new Rights(null, null, null, null, null, null, user),
                caller.origin());
    }

    private static Caller caller(String subject) {
        return new Caller(
                new Tenant("acme"),
                subject,
                Set.of(Scope.DEALS_READ),
                null,
                null,
                Rights.ALL,
                new Origin.User("https://issuer.example", subject));
    }
}
