package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.SimulatedKafka.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBoundsTest {

    private static final Tenant NOISY = new Tenant("noisy");
    private static final long BOUND = 100_000;

    private final SimulatedKafka kafka = new SimulatedKafka(2);
    private final SimulatedKafka.Replica replica = kafka.replica(HubFixture.settings(BOUND, 1 << 30), 900);

    @Test
    void neverHoldsMoreThanItMay() {
        long most = 0;
        for (int i = 0; i < 2_000; i++) {
            kafka.write(ACME, i % 2, i % 7, PROGRESS, i % 500);
            replica.readAll();
            most = Math.max(most, replica.hub.journalBytes());
        }

        assertThat(most).isBetween(BOUND / 2, BOUND);
    }

    @Test
    void takesRoomFromWhoeverHoldsMost() {
        long begin = kafka.now;
        List<String> quiet = write(ACME, 10);
        write(NOISY, 2_000);
        kafka.now += 100;

        Reader reader = Reader.greedy().open(replica.hub, Interest.all(SimulatedKafka.deal(1)), new Start.Since(begin));
        assertThat(reader.values()).isEqualTo(quiet);
        assertThat(kafka.historyReads).isZero();

        Reader noisy = Reader.greedy()
                .open(replica.hub, Interest.all(new StreamKey(NOISY, new Subject("deal", "1"))), new Start.Since(0));
        assertThat(noisy.values()).hasSize(2_000);
        assertThat(kafka.historyReads).isPositive();
    }

    @Test
    void forgetsWhatIsOld() {
        write(ACME, 10);
        assertThat(replica.hub.journalBytes()).isPositive();

        kafka.now += 901;
        replica.readAll();

        assertThat(replica.hub.journalBytes()).isZero();
    }

    @Test
    void forgetsStreamsThatNothingWasHeardOfAndStillTellsTheirPast() {
        List<String> written = write(ACME, 3);
        kafka.now += 61_000;
        replica.readAll();
        replica.hub.sweep();
        assertThat(replica.hub.knownStreams()).isZero();

        Reader reader = Reader.greedy().open(replica.hub, Interest.all(SimulatedKafka.deal(1)), new Start.Since(0));

        assertThat(reader.values()).isEqualTo(written);
    }

    @Test
    void keepsStreamsThatSomebodyWaitsFor() {
        Reader early = Reader.greedy().open(replica.hub, Interest.all(SimulatedKafka.deal(1)), new Start.Now());
        kafka.now += 61_000;
        replica.readAll();
        replica.hub.sweep();
        Reader late = Reader.greedy().open(replica.hub, Interest.all(SimulatedKafka.deal(1)), new Start.Now());

        List<String> written = write(ACME, 3);
        early.run();
        late.run();

        assertThat(early.values()).isEqualTo(written);
        assertThat(late.values()).isEqualTo(written);
    }

    @Test
    void aReaderOfAForgottenStreamSeesItComeToLife() {
        write(ACME, 3);
        kafka.now += 61_000;
        replica.readAll();
        replica.hub.sweep();
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(SimulatedKafka.deal(1)), new Start.Now());
        replica.hub.sweep();

        List<String> written = write(ACME, 3);
        reader.run();

        assertThat(reader.values()).isEqualTo(written);
    }

    private List<String> write(Tenant tenant, int count) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(kafka.write(tenant, 0, 1, PROGRESS, 0));
            replica.readAll();
        }
        return written;
    }
}
