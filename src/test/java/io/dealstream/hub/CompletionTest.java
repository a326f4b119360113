package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.ENDED;
import static io.dealstream.hub.HubFixture.GRACE_MILLIS;
import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.HubFixture.SETTLED;
import static io.dealstream.hub.HubFixture.after;
import static io.dealstream.hub.SimulatedKafka.deal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class CompletionTest {

    private final SimulatedKafka kafka = new SimulatedKafka(2);
    private final SimulatedKafka.Replica replica = replica();

    private SimulatedKafka.Replica replica() {
        return kafka.replica(
                HubFixture.roomy(), 900, subject -> subject.kind().equals("deal") ? new HubFixture.DealState() : null);
    }

    @Test
    void endsALiveStreamRightAfterTheEventThatCompletesIt() {
        Reader reader = open(new Start.Now());
        String progress = write(PROGRESS);
        String settled = write(SETTLED);
        reader.run();

        assertThat(reader.values()).containsExactly(progress, settled);
        assertEnded(reader);
    }

    @Test
    void letsASlowReaderHaveTheRestBeforeTheEnd() {
        Reader reader = new Reader(1).open(replica.hub, Interest.all(deal(1)), new Start.Now());
        String progress = write(PROGRESS);
        String settled = write(SETTLED);
        reader.run();

        assertThat(reader.completed).isFalse();
        reader.request(2);

        assertThat(reader.values()).containsExactly(progress, settled);
        assertEnded(reader);
    }

    @Test
    void tellsALateVisitorHowItEndedAndThatNothingWillCome() {
        write(PROGRESS);
        String settled = write(SETTLED);

        Reader late = open(new Start.Now());

        assertThat(late.values()).containsExactly(settled);
        assertEnded(late);
        assertThat(open(after(late, deal(1))).isOver()).isTrue();
        assertThat(late.resets()).isEmpty();
    }

    @Test
    void isOverForWhoeverHasSeenAllOfItOnAnyReplica() {
        Reader reader = open(new Start.Now());
        write(PROGRESS);
        write(SETTLED);
        reader.run();
        Start again = after(reader, deal(1));

        assertThat(open(again).isOver()).isTrue();
        SimulatedKafka.Replica other = replica();
        assertThat(Reader.greedy().open(other.hub, Interest.all(deal(1)), again).isOver())
                .isTrue();
    }

    @Test
    void givesWhoeverMissedSomethingTheRestAndTheEnd() {
        Reader reader = open(new Start.Now());
        write(PROGRESS);
        reader.run();
        reader.cut();
        String missed = write(PROGRESS);
        String settled = write(SETTLED);

        Reader again = open(after(reader, deal(1)));

        assertThat(again.values()).containsExactly(missed, settled);
        assertEnded(again);
    }

    @Test
    void completesByTimeAlone() {
        Reader reader = open(new Start.Now());
        String ended = write(ENDED);
        reader.run();

        kafka.now += GRACE_MILLIS - 1;
        replica.readAll();
        reader.run();
        assertThat(reader.completed).isFalse();
        kafka.now += 1;
        replica.readAll();
        reader.run();

        assertThat(reader.values()).containsExactly(ended);
        assertEnded(reader);
    }

    @Test
    void staysOpenWhenSomethingComesWithinTheGrace() {
        Reader reader = open(new Start.Now());
        write(ENDED);
        kafka.now += GRACE_MILLIS / 2;
        String more = write(PROGRESS);
        kafka.now += GRACE_MILLIS * 2;
        replica.readAll();
        reader.run();

        assertThat(reader.values()).hasSize(2).endsWith(more);
        assertThat(reader.completed).isFalse();
    }

    @Test
    void aReaderThatComesWithinTheGraceSeesTheEndOfIt() {
        write(ENDED);
        Reader reader = open(new Start.Now());

        kafka.now += GRACE_MILLIS;
        replica.readAll();
        reader.run();

        assertEnded(reader);
    }

    @Test
    void goesOnForAStreamThatComesToLifeAgain() {
        write(SETTLED);
        Reader late = open(new Start.Now());
        String more = write(PROGRESS);

        Reader again = open(after(late, deal(1)));

        assertThat(again.values()).containsExactly(more);
        assertThat(again.completed).isFalse();
    }

    @Test
    void endsNobodyElsesStream() {
        Reader other = Reader.greedy().open(replica.hub, Interest.all(deal(2)), new Start.Now());
        Reader all = Reader.greedy().open(replica.hub, Interest.all(SimulatedKafka.organisation()), new Start.Now());
        write(SETTLED);
        other.run();
        all.run();

        assertThat(other.completed).isFalse();
        assertThat(all.completed).isFalse();
        assertThat(all.values()).hasSize(1);
    }

    @Test
    void forgetsNoneThatComesBetweenTwoLooksAtTheNext() {
        kafka.write(0, 2, ENDED);
        kafka.now += 10;
        Reader reader = open(new Start.Now());
        write(ENDED);
        reader.run();
        long due = kafka.now + GRACE_MILLIS;
        kafka.now = due;
        Reader other = Reader.greedy();
        // a request that began a little earlier schedules the end of its stream right now
        kafka.atEachLook = () -> {
            kafka.atEachLook = () -> {};
            kafka.now = due - 11;
            other.open(replica.hub, Interest.all(deal(2)), new Start.Now());
            kafka.now = due;
        };

        replica.hub.tick();
        reader.run();
        other.run();

        assertEnded(reader);
        assertEnded(other);
    }

    private Reader open(Start start) {
        return Reader.greedy().open(replica.hub, Interest.all(deal(1)), start);
    }

    private String write(String type) {
        String value = kafka.write(0, 1, type);
        replica.readAll();
        return value;
    }

    private static void assertEnded(Reader reader) {
        assertThat(reader.completed).isTrue();
        assertThat(Objects.requireNonNull(reader.subscription).endedBy()).contains(EndOfStream.COMPLETED);
    }
}
