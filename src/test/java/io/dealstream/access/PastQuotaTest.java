package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastQuotaTest {

    private record Settings(int perCaller, int perUser, int perReplica, int longPasts, Duration longPast)
            implements QuotaSettings {}

    private final PastQuota quota = new PastQuota(new Settings(10, 10, 10, 2, Duration.ofMinutes(5)));
    private final Caller alice = Keys.active("alice").caller();
    private final Caller bob = Keys.active("bob").caller();

    @Test
    void countsEachCredentialByItself() {
        Optional<PastQuota.Slot> first = quota.tryAcquire(alice);

        assertThat(first).isPresent();
        assertThat(quota.tryAcquire(alice)).isPresent();
        assertThat(quota.tryAcquire(alice)).isEmpty();
        assertThat(quota.tryAcquire(bob)).isPresent();
        assertThat(quota.open()).isEqualTo(3);
    }

    @Test
    void givesAPlaceBackOnce() {
        PastQuota.Slot first = quota.tryAcquire(alice).orElseThrow();
        PastQuota.Slot second = quota.tryAcquire(alice).orElseThrow();

        first.close();
        first.close();

        assertThat(quota.tryAcquire(alice)).isPresent();
        assertThat(quota.tryAcquire(alice)).isEmpty();
        second.close();
        assertThat(quota.open()).isEqualTo(1);
    }

    @Test
    void saysWhatIsLong() {
        assertThat(quota.isLong(0, 299_999)).isFalse();
        assertThat(quota.isLong(0, 300_001)).isTrue();
    }
}
