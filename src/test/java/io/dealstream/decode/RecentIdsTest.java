package io.dealstream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.Tenant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentIdsTest {

    private static final Tenant TENANT = new Tenant("org_7");
    private static final Partition HERE = new Partition("deal-events", 0, 5);

    private final RecentIds ids = new RecentIds(1000, new Random(1));

    private static Position at(long offset) {
        return new Position(HERE, offset, 0);
    }

    @Test
    void recognisesARetry() {
        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(10))).isFalse();
        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(11))).isTrue();
        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(900))).isTrue();
    }

    @Test
    void doesNotTakeTheSameRecordReadAgainForARetry() {
        ids.isRepeat(TENANT, "s", "e-1", at(10));
        ids.isRepeat(TENANT, "s", "e-1", at(11));

        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(10))).isFalse();
        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(11))).isTrue();
    }

    @Test
    void takesTheLowerOffsetForTheFirstHoweverTheyAreRead() {
        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(11))).isFalse();
        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(10))).isFalse();
        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(11))).isTrue();
    }

    @Test
    void recognisesARetryInAnotherPartition() {
        ids.isRepeat(TENANT, "s", "e-1", at(10));

        assertThat(ids.isRepeat(TENANT, "s", "e-1", new Position(new Partition("deal-events", 1, 5), 10, 0)))
                .isTrue();
        assertThat(ids.isRepeat(TENANT, "s", "e-1", new Position(new Partition("deal-events", 0, 6), 10, 0)))
                .isTrue();
        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(10))).isFalse();
    }

    @Test
    void keepsTenantsSourcesAndIdsApart() {
        ids.isRepeat(new Tenant("ab"), "cd", "ef", at(1));

        assertThat(ids.isRepeat(new Tenant("a"), "bcd", "ef", at(2))).isFalse();
        assertThat(ids.isRepeat(new Tenant("abc"), "d", "ef", at(3))).isFalse();
        assertThat(ids.isRepeat(new Tenant("ab"), "cde", "f", at(4))).isFalse();
        assertThat(ids.isRepeat(new Tenant("ab"), "cdef", "", at(5))).isFalse();
        assertThat(ids.isRepeat(new Tenant("ab"), "cd", "EF", at(6))).isFalse();
        assertThat(ids.isRepeat(new Tenant("ab"), "cd", "ef\0", at(7))).isFalse();
        assertThat(ids.isRepeat(new Tenant("ab"), "cd", "ef", at(8))).isTrue();
    }

    @Test
    void forgetsTheOldestBeyondItsCapacity() {
        for (int i = 0; i <= 1000; i++) {
            ids.isRepeat(TENANT, "s", "e-" + i, at(i));
        }

        assertThat(ids.isRepeat(TENANT, "s", "e-1", at(5000))).isTrue();
        assertThat(ids.isRepeat(TENANT, "s", "e-0", at(5001))).isFalse();
    }

    @Test
    void behavesLikeAMapWithAQueue() {
        int capacity = 3000; // grows on the way, and goes round many times
        RecentIds subject = new RecentIds(capacity, new Random(2));
        Map<String, Long> first = new HashMap<>();
        Deque<String> order = new ArrayDeque<>();
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            String id = "e-" + random.nextInt(6000);

            boolean repeat = subject.isRepeat(TENANT, "s", id, at(i));

            assertThat(repeat).isEqualTo(first.containsKey(id));
            if (!repeat) {
                first.put(id, (long) i);
                order.add(id);
                if (order.size() > capacity) {
                    first.remove(order.remove());
                }
            }
        }
    }

    @Test
    void isAskedWithoutRememberingAnything() {
        ids.isRepeat(TENANT, "s", "e-1", at(10));

        assertThat(ids.isKnownElsewhere(TENANT, "s", "e-1", at(10))).isFalse();
        assertThat(ids.isKnownElsewhere(TENANT, "s", "e-1", at(9))).isTrue();
        assertThat(ids.isKnownElsewhere(TENANT, "s", "e-1", at(11))).isTrue();
        assertThat(ids.isKnownElsewhere(TENANT, "s", "e-1", new Position(new Partition("deal-events", 1, 5), 10, 0)))
                .isTrue();
        assertThat(ids.isKnownElsewhere(TENANT, "s", "e-2", at(9))).isFalse();
        assertThat(ids.size()).isEqualTo(1);
    }

    @Test
    void needsACapacity() {
        assertThatThrownBy(() -> new RecentIds(0, new Random(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
