package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.HubFixture.after;
import static io.dealstream.hub.SimulatedKafka.deal;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SlowReaderTest {

    private final SimulatedKafka kafka = new SimulatedKafka(1);
    private final SimulatedKafka.Replica replica = kafka.replica(HubFixture.settings(1 << 30, 2_000), 900);

    @Test
    void isCutOffWhenItsQueueIsFullWhileOthersDoNotNotice() {
        Reader slow = new Reader(1).open(replica.hub, Interest.all(deal(1)), new Start.Now());
        Reader quick = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Now());

        List<String> written = write(20, slow, quick);

        assertThat(slow.completed).isTrue();
        assertThat(Objects.requireNonNull(slow.subscription).endedBy()).contains(EndOfStream.SLOW_CONSUMER);
        assertThat(slow.messages()).isEmpty();
        assertThat(quick.values()).isEqualTo(written);
        assertThat(quick.completed).isFalse();
    }

    @Test
    void keepsItsStreamAsLongAsItsQueueHolds() {
        Reader slow = new Reader(1).open(replica.hub, Interest.all(deal(1)), new Start.Now());

        List<String> written = write(5, slow);
        assertThat(slow.completed).isFalse();
        slow.request(3);
        assertThat(slow.values()).isEqualTo(written.subList(0, 3));
        written.addAll(write(4, slow));
        slow.request(Long.MAX_VALUE);

        assertThat(slow.values()).isEqualTo(written);
    }

    @Test
    void comesBackForWhatItHasNotSeen() {
        Reader slow = new Reader(3).open(replica.hub, Interest.all(deal(1)), new Start.Now());
        List<String> written = write(20, slow);
        assertThat(slow.completed).isTrue();

        Reader again = Reader.greedy().open(replica.hub, Interest.all(deal(1)), after(slow, deal(1)));

        assertThat(slow.values()).isEqualTo(written.subList(0, 2));
        assertThat(again.values()).isEqualTo(written.subList(2, 20));
    }

    @Test
    void takesAPastOfAnyLengthAtItsOwnPace() {
        List<String> written = write(1_000);
        Reader slow = new Reader(1).open(replica.hub, Interest.all(deal(1)), new Start.Since(0));

        while (slow.values().size() < 1_000) {
            assertThat(slow.completed).isFalse();
            slow.request(1);
        }

        assertThat(slow.values()).isEqualTo(written);
    }

    @Test
    void isSentNoMoreOnceItsStreamIsComplete() {
        SimulatedKafka.Replica settling =
                kafka.replica(HubFixture.settings(1 << 30, 2_000), 900, subject -> new HubFixture.DealState());
        Reader slow = new Reader(1).open(settling.hub, Interest.all(deal(1)), new Start.Now());
        kafka.write(0, 1, HubFixture.SETTLED);
        settling.readAll();
        slow.run();

        for (int i = 0; i < 100; i++) {
            kafka.write(0, 1, PROGRESS);
            settling.readAll();
            slow.run();
        }
        slow.request(Long.MAX_VALUE);

        assertThat(slow.messages()).hasSize(1);
        assertThat(slow.completed).isTrue();
        assertThat(Objects.requireNonNull(slow.subscription).endedBy()).contains(EndOfStream.COMPLETED);
    }

    @Test
    void isHandedNoMoreOfItsPastAtOnceThanItsQueueHolds() {
        for (int i = 0; i < 20; i++) {
            kafka.write(SimulatedKafka.ACME, 0, 1, PROGRESS, 1_500);
        }
        replica.readAll();
        Counting counting = new Counting();
        Reader slow = new Reader(1).open(replica.hub, new Interest(deal(1), counting, true), new Start.Since(0));

        assertThat(slow.messages()).hasSize(1);
        assertThat(counting.seen).isEqualTo(1);
        slow.request(Long.MAX_VALUE);
        assertThat(slow.messages()).hasSize(20);
    }

    /// Counts what a reader was shown, whether or not it has asked for it.
    private static final class Counting implements Predicate<Event> {

        int seen;

        @Override
        public boolean test(Event event) {
            seen++;
            return true;
        }
    }

    private List<String> write(int count, Reader... readers) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(kafka.write(0, 1, PROGRESS));
            replica.readAll();
            for (Reader reader : readers) {
                reader.run();
            }
        }
        return written;
    }
}
