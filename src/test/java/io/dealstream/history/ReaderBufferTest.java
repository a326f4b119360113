package io.dealstream.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReaderBufferTest {

    private static final int WEIGHT = event(0, 0).weight();

    private final Allowance allowance = new Allowance(4L * WEIGHT, 100L * WEIGHT);
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Throwable> faults = new ArrayList<>();
    private final Follower reader = new Follower(0);
    private final ReaderBuffer buffer = new ReaderBuffer(reader, allowance, calls::incrementAndGet, faults::add);

    ReaderBufferTest() {
        reader.onSubscribe(buffer);
    }

    @Test
    void letsNothingGoBeforeWhatMayStillCome() {
        buffer.request(10);
        buffer.put(event(0, 1), 50, 0);
        buffer.put(event(1, 1), 20, 1);
        buffer.put(event(0, 2), 60, 0);

        buffer.release(50);
        assertThat(offsets()).containsExactly("1/1", "0/1");
        buffer.put(event(1, 2), 55, 1);
        buffer.release(60);

        assertThat(offsets()).containsExactly("1/1", "0/1", "1/2", "0/2");
    }

    @Test
    void saysWhenItIsFullAndWhenThereIsRoomAgain() {
        assertThat(buffer.put(event(0, 1), 1, 0)).isTrue();
        assertThat(buffer.put(event(0, 2), 2, 0)).isTrue();
        assertThat(buffer.put(event(0, 3), 3, 0)).isTrue();
        assertThat(buffer.put(event(0, 4), 4, 0)).isFalse();
        buffer.release(4);
        assertThat(buffer.hasRoom()).isFalse();

        buffer.request(2);
        assertThat(calls).hasValue(0);
        buffer.request(1);

        assertThat(calls).hasValue(1);
        assertThat(allowance.taken()).isEqualTo(WEIGHT);
    }

    @Test
    void isClosedByAReaderThatFailsAndCallsNobodyToAccount() {
        AssertionError broken = new AssertionError("a reader's own");
        List<Throwable> told = new ArrayList<>();
        ReaderBuffer failing = new ReaderBuffer(
                new Follower(10) {
                    @Override
                    public void onItem(Event event) {
                        throw broken;
                    }

                    @Override
                    public void onFailure(Throwable thrown) {
                        told.add(thrown);
                        throw broken;
                    }
                },
                allowance,
                calls::incrementAndGet,
                faults::add);
        failing.request(10);
        failing.put(event(0, 1), 1, 0);
        failing.put(event(0, 2), 2, 0);

        failing.release(2);

        assertThat(failing.isClosed()).isTrue();
        assertThat(told).containsExactly(broken);
        assertThat(faults).containsExactly(broken, broken);
        assertThat(allowance.taken()).isZero();
        assertThat(failing.put(event(0, 3), 3, 0)).isFalse();
    }

    @Test
    void isClosedWhenNobodyTakesNoteThatThereIsRoom() {
        ReaderBuffer stuck = new ReaderBuffer(
                reader,
                allowance,
                () -> {
                    throw new OutOfMemoryError("no thread");
                },
                faults::add);

        stuck.pause(1);

        assertThat(stuck.isClosed()).isTrue();
        assertThat(reader.failure).isInstanceOf(OutOfMemoryError.class);
        assertThat(faults).hasSize(1);
    }

    @Test
    void givesOutOfOrderRatherThanNothingWhenItIsFull() {
        buffer.request(10);
        for (int i = 1; i <= 4; i++) {
            buffer.put(event(0, i), 100 + i, 0);
        }

        buffer.pause(50);

        assertThat(offsets()).containsExactly("0/1", "0/2", "0/3", "0/4");
    }

    @Test
    void givesOutOfOrderWhenWhatWasInOrderIsTakenAndThereIsStillNoRoom() {
        buffer.put(event(0, 1), 50, 0);
        for (int i = 2; i <= 4; i++) {
            buffer.put(event(0, i), 100 + i, 0);
        }
        buffer.pause(50);
        assertThat(calls).hasValue(0);

        buffer.request(10);

        assertThat(offsets()).containsExactly("0/1", "0/2", "0/3", "0/4");
        assertThat(calls).hasPositiveValue();
    }

    @Test
    void keepsTheOrderWhileThereIsRoomForMoreOrMoreIsComing() {
        buffer.request(10);
        buffer.put(event(0, 1), 100, 0);
        buffer.pause(50);
        assertThat(offsets()).isEmpty();
        assertThat(calls).hasPositiveValue();

        for (int i = 2; i <= 4; i++) {
            buffer.put(event(0, i), 100 + i, 0);
        }
        buffer.release(100);

        assertThat(offsets()).containsExactly("0/1");
    }

    @Test
    void hasNoMoreRoomThanWhatAllMayHaveLeavesIt() {
        Allowance scarce = new Allowance(1 << 20, 50_000);
        ReaderBuffer small = new ReaderBuffer(new Follower(0), scarce, calls::incrementAndGet, faults::add);
        int written = 0;
        for (boolean more = true; more; written++) {
            more = small.put(event(0, written), written, 0);
        }
        small.pause(Long.MAX_VALUE);

        assertThat(scarce.taken()).isBetween(1L << 16, (1L << 16) + WEIGHT);
        assertThat(small.hasRoom()).isFalse();
        small.request(written / 2 + 1);
        assertThat(calls).hasPositiveValue();
    }

    @Test
    void endsOnlyAfterTheLastEvent() {
        buffer.put(event(0, 1), 1, 0);
        buffer.complete();
        assertThat(reader.completed).isFalse();

        buffer.request(1);

        assertThat(offsets()).containsExactly("0/1");
        assertThat(reader.completed).isTrue();
    }

    @Test
    void failsOnlyAfterTheLastEventAndWithoutWaitingForDemand() {
        buffer.fail(new IllegalStateException("gone"));

        assertThat(reader.failure).hasMessage("gone");
        assertThat(reader.completed).isFalse();
    }

    @Test
    void givesBackEverythingWhenTheReaderLeaves() {
        buffer.put(event(0, 1), 1, 0);
        buffer.put(event(0, 2), 2, 0);
        buffer.release(1);

        buffer.cancel();

        assertThat(allowance.taken()).isZero();
        assertThat(buffer.put(event(0, 3), 3, 0)).isFalse();
        assertThat(allowance.taken()).isZero();
    }

    @Test
    void leavesEverybodyALittleHoweverMuchOthersHold() {
        Allowance scarce = new Allowance(1 << 20, 1_000);
        assertThat(scarce.take(5_000, 5_000)).isTrue();
        assertThat(scarce.take(100_000, 100_000)).isFalse();
        scarce.free(105_000);

        assertThat(scarce.take(900, 500_000)).isTrue();
    }

    private List<String> offsets() {
        return reader.events.stream()
                .map(event -> event.position().partition().index() + "/"
                        + event.position().offset())
                .toList();
    }

    private static Event event(int partition, long offset) {
        return Archive.event(new Partition("events", partition, 1), offset, new byte[10]);
    }
}
