package io.dealstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.Origin;
import io.dealstream.access.StreamQuota.Counted;
import io.dealstream.cluster.ReplicaReport.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    private static final Counted ALICE = new Counted(new Origin.User("issuer", "alice"), "", "");
    private static final Counted ALICE_AT_CASES = new Counted(ALICE.caller(), "", "cases");
    private static final Counted BOB = new Counted(new Origin.User("issuer", "bob"), "", "");

    private long now;
    private final Replicas replicas = new Replicas("self", Reports.settings("replicas"), () -> now);

    @Test
    void countsAllOthersTogether() {
        replicas.heard(Reports.of("one", State.SERVING, 9, callers(ALICE, 2)), true);
        replicas.heard(Reports.of("two", State.SERVING, 9, callers(ALICE, 3)), true);
        replicas.heard(Reports.of("self", State.SERVING, 9, callers(ALICE, 50)), true);
        assertThat(replicas.open(ALICE)).isEqualTo(5);
        assertThat(replicas.open(ALICE_AT_CASES)).isZero();
        assertThat(replicas.open(new Counted(ALICE.caller(), "u-1", ""))).isZero();
        assertThat(replicas.open(BOB)).isZero();

        replicas.heard(Reports.of("two", State.SERVING, 9, callers(BOB, 1)), true);
        assertThat(replicas.open(ALICE)).isEqualTo(2);
        assertThat(replicas.open(BOB)).isOne();

        replicas.ended("one");
        replicas.ended("one");
        assertThat(replicas.open(ALICE)).isZero();
    }

    private static Map<String, Integer> callers(Counted of, int count) {
        return Map.of(CallerHash.of(of), count);
    }

    @Test
    void doesNotCountWhoGoesDown() {
        replicas.heard(Reports.of("one", State.SERVING, 9, callers(ALICE, 2)), true);
        replicas.heard(Reports.of("one", State.DRAINING, 9, callers(ALICE, 2)), true);

        assertThat(replicas.open(ALICE)).isZero();
        assertThat(replicas.others()).hasSize(1);
    }

    @Test
    void forgetsWhoIsSilent() {
        replicas.heard(Reports.of("one", State.SERVING, 9, callers(ALICE, 2)), true);
        replicas.heard(Reports.serving("self", 0), true);
        pass(Duration.ofSeconds(14));
        replicas.heard(Reports.serving("self", 0), true);
        replicas.sweep();
        assertThat(replicas.open(ALICE)).isEqualTo(2);

        pass(Duration.ofSeconds(2));
        replicas.sweep();
        assertThat(replicas.open(ALICE)).isZero();
        assertThat(replicas.others()).isEmpty();
    }

    @Test
    void goesByWhatItKnowsWhileItIsCutOffItself() {
        replicas.heard(Reports.of("one", State.SERVING, 9, callers(ALICE, 2)), true);
        replicas.heard(Reports.serving("self", 0), true);
        assertThat(replicas.isInTouch()).isTrue();

        for (int i = 0; i < 600; i++) {
            pass(Duration.ofSeconds(1));
            replicas.sweep();
        }
        assertThat(replicas.isInTouch()).isFalse();
        assertThat(replicas.open(ALICE)).isEqualTo(2);

        // back again, and the other one is not
        replicas.heard(Reports.serving("self", 0), true);
        replicas.sweep();
        assertThat(replicas.open(ALICE)).isZero();
    }

    @Test
    void waitsForASecondWordFromWhoMayBeDead() {
        replicas.heard(Reports.of("one", State.SERVING, 9, callers(ALICE, 2)), false);
        assertThat(replicas.open(ALICE)).isZero();
        assertThat(replicas.others()).isEmpty();

        replicas.heard(Reports.of("one", State.SERVING, 9, callers(ALICE, 3)), true);
        assertThat(replicas.open(ALICE)).isEqualTo(3);
        assertThat(replicas.others()).hasSize(1);
    }

    @Test
    void knowsNobodyWithoutATopic() {
        replicas.heard(Reports.of("one", State.SERVING, 9, callers(ALICE, 2)), true);
        replicas.forget();

        assertThat(replicas.open(ALICE)).isZero();
        assertThat(replicas.others()).isEmpty();
        assertThat(replicas.isInTouch()).isFalse();
    }

    @Test
    void isNotFilledByRecordsOfReplicasThatDoNotExist() {
        for (int i = 0; i < 20 * Replicas.MOST; i++) {
            replicas.heard(Reports.serving("made-up-" + i, 1), true);
        }

        assertThat(replicas.others()).hasSize(Replicas.MOST);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void hashesDifferByCallerAndEndpoint() {
        assertThat(List.of(CallerHash.of(ALICE), CallerHash.of(ALICE_AT_CASES), CallerHash.of(BOB)))
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{16}"));
    }
}
