package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.event.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestQuotaTest {

    private static final Caller ALICE = user("alice");

    private Instant now = Instant.parse("2026-03-04T10:00:00Z");
    private final RequestQuota quota = quota(3, Duration.ofSeconds(18), 2);

    @Test
    void servesAsManyAtOnceAsTheBucketHoldsAndSaysHowManyAreLeft() {
        assertThat(quota.take(ALICE)).isEqualTo(new RequestQuota.Served(3, 2, Duration.ofSeconds(6)));
        assertThat(quota.take(ALICE)).isEqualTo(new RequestQuota.Served(3, 1, Duration.ofSeconds(12)));
        assertThat(quota.take(ALICE)).isEqualTo(new RequestQuota.Served(3, 0, Duration.ofSeconds(18)));
        assertThat(quota.take(ALICE))
                .isEqualTo(new RequestQuota.Exceeded(3, Duration.ofSeconds(18), Duration.ofSeconds(6)));
    }

    @Test
    void servesAgainAsSoonAsItSaidAndNotBefore() {
        drain(ALICE);

        now = now.plusMillis(5_999);
        assertThat(quota.take(ALICE))
                .isEqualTo(new RequestQuota.Exceeded(3, Duration.ofSeconds(13), Duration.ofSeconds(1)));
        now = now.plusMillis(1);
        assertThat(quota.take(ALICE)).isInstanceOf(RequestQuota.Served.class);
        assertThat(quota.take(ALICE)).isInstanceOf(RequestQuota.Exceeded.class);
    }

    @Test
    void refusalsCostNothing() {
        drain(ALICE);
        for (int i = 0; i < 100; i++) {
            quota.take(ALICE);
        }

        now = now.plusSeconds(6);
        assertThat(quota.take(ALICE)).isInstanceOf(RequestQuota.Served.class);
    }

    @Test
    void savesNoMoreThanABucketful() {
        drain(ALICE);
        now = now.plus(Duration.ofDays(1));

        assertThat(quota.take(ALICE).remaining()).isEqualTo(2);
    }

    @Test
    void givesEachCallerABucketAndForgetsThoseThatAskedTheLongestTimeAgo() {
        drain(ALICE);
        assertThat(quota.take(user("bob"))).isInstanceOf(RequestQuota.Served.class);
        assertThat(quota.take(ALICE)).isInstanceOf(RequestQuota.Exceeded.class);

        quota.take(user("carol"));
        quota.take(user("dave"));
        assertThat(quota.take(ALICE).remaining()).isEqualTo(2);
    }

    @Test
    void allowsSixHundredPollsAnHour() {
        RequestQuota polls = quota(600, Duration.ofHours(1), 10);
        for (int i = 0; i < 600; i++) {
            assertThat(polls.take(ALICE)).isInstanceOf(RequestQuota.Served.class);
        }
        assertThat(polls.take(ALICE))
                .isEqualTo(new RequestQuota.Exceeded(600, Duration.ofHours(1), Duration.ofSeconds(6)));
    }

    @Test
    void isNotMadeOfNonsense() {
        assertThatThrownBy(() -> quota(0, Duration.ofHours(1), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> quota(2_000, Duration.ofSeconds(1), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private void drain(Caller caller) {
        while (quota.take(caller) instanceof RequestQuota.Served) {
            // until it is empty
        }
    }

    private RequestQuota quota(int limit, Duration period, int maxCallers) {
        return new RequestQuota(limit, period, maxCallers, () -> now);
    }

    private static Caller user(String name) {
        return new Caller(new Tenant(name), name, Set.of(), null, null, Rights.ALL, new Origin.User("issuer", name));
    }
}
