package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.HubFixture.after;
import static io.dealstream.hub.SimulatedKafka.deal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dealstream.event.Cursor;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PastTest {

    private final SimulatedKafka kafka = new SimulatedKafka(2);
    private SimulatedKafka.Replica replica = kafka.replica(HubFixture.roomy(), 900);

    @Test
    void readsALongPastToItsEndAlsoWhenItComesAllAtOnce() {
        List<String> written = write(1_000);
        kafka.now += 2_000;
        replica.readAll();

        Reader reader = open(new Start.Since(0));

        assertThat(reader.values()).isEqualTo(written);
        assertThat(kafka.historyReads).isEqualTo(1);
        assertLive(reader);
    }

    @Test
    void saysBeforehandHowMuchOfAPastMemoryDoesNotHold() {
        write(10);
        Reader recent = open(new Start.Since(0));

        // nothing was given up so far
        assertThat(replica.hub.missingSince(deal(1), new Start.Since(kafka.now - 1)))
                .isEmpty();
        kafka.now += 2_000;
        replica.hub.tick();
        kafka.past = lost(ResetReason.EXPIRED);

        for (Start start : List.of(new Start.Now(), new Start.Unknown(), after(recent, deal(1)))) {
            assertThat(replica.hub.missingSince(deal(1), start)).isEmpty();
            assertThat(open(start).resets()).doesNotContain(ResetReason.EXPIRED);
        }
        for (Start start :
                List.of(new Start.Since(0), new Start.Since(-5), new Start.After(new Cursor(0, List.of())))) {
            assertThat(replica.hub.missingSince(deal(1), start)).hasValue(0);
            assertThat(open(start).resets()).containsExactly(ResetReason.EXPIRED);
        }
    }

    @Test
    void saysThatThePastHasExpiredAndGoesOn() {
        write(10);
        kafka.now += 2_000;
        replica.readAll();
        kafka.past = lost(ResetReason.EXPIRED);

        Reader reader = open(new Start.Since(0));
        assertThat(reader.received.getFirst()).isEqualTo(new Delivery.Reset(ResetReason.EXPIRED));
        assertThat(reader.messages()).isEmpty();
        List<String> live = write(3);
        reader.run();

        assertThat(reader.values()).isEqualTo(live);
        assertThat(reader.resets()).containsExactly(ResetReason.EXPIRED);
        assertThat(open(after(reader, deal(1))).resets()).isEmpty();
    }

    @Test
    void saysItOnceAlsoWhileTheLossIsRecent() {
        write(10);
        kafka.past = lost(ResetReason.EXPIRED);
        // the intake found records gone right before this one
        Partition partition = kafka.partitions.getFirst();
        replica.hub.begins(new Position(partition, 20, kafka.now));

        Reader reader = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> open(new Start.Since(0)));

        assertThat(reader.resets()).containsExactly(ResetReason.EXPIRED);
        assertLive(reader);
    }

    @Test
    void tellsWhatItHasWhenThePastBreaksOffMidway() {
        List<String> written = write(10);
        kafka.now += 2_000;
        replica.readAll();
        kafka.past = (stream, after, until, lenient) -> kafka.read(stream, after, until, lenient)
                .select()
                .first(4)
                .onCompletion()
                .failWith(new History.LostPast(ResetReason.EXPIRED));

        Reader reader = open(new Start.Since(0));
        List<String> live = write(2);
        reader.run();

        List<String> expected = new ArrayList<>(written.subList(0, 4));
        expected.addAll(live);
        assertThat(reader.values()).isEqualTo(expected);
        assertThat(reader.received.get(4)).isEqualTo(new Delivery.Reset(ResetReason.EXPIRED));
        assertThat(open(after(reader, deal(1))).received).hasSize(1);
    }

    @Test
    void takesAnyOtherFailureOfHistoryForALoss() {
        write(10);
        kafka.now += 2_000;
        replica.readAll();
        kafka.past = (stream, after, until, lenient) -> Multi.createFrom().failure(new IllegalStateException("a bug"));

        Reader reader = open(new Start.Since(0));

        assertThat(reader.resets()).containsExactly(ResetReason.EXPIRED);
        assertLive(reader);
    }

    @Test
    void doesNotBelieveInTimesThatAreYetToCome() {
        Reader reader = open(new Start.After(new Cursor(kafka.now + 61_000, List.of())));

        assertThat(reader.resets()).containsExactly(ResetReason.UNKNOWN);
        assertLive(reader);
    }

    @Test
    void doesNotBelieveInRecordsThatDoNotCome() {
        write(3);
        Partition partition = kafka.partitions.getFirst();
        Cursor future = new Cursor(kafka.now - 100, List.of(new Cursor.Mark(partition.tag(), partition.index(), 50)));
        Reader reader = open(new Start.After(future));
        assertThat(reader.resets()).isEmpty();

        kafka.now += 3_000;
        replica.readAll();
        reader.run();
        List<String> live = write(2);
        reader.run();

        assertThat(reader.resets()).containsExactly(ResetReason.UNKNOWN);
        assertThat(reader.values()).isEqualTo(live);
    }

    @Test
    void believesInARecordOfAPartitionThatLagsThoughItsProducersClockIsAhead() {
        long tomorrow = kafka.now + 86_400_000;
        kafka.write(SimulatedKafka.ACME, 0, 1, PROGRESS, 0, tomorrow);
        replica.readAll();
        kafka.write(SimulatedKafka.ACME, 0, 1, PROGRESS, 0, tomorrow);
        SimulatedKafka.Replica lagging = replica;
        replica = kafka.replica(HubFixture.roomy(), 900);
        Reader elsewhere = open(new Start.Since(0));
        replica = lagging;
        Reader reader = open(after(elsewhere, deal(1)));

        kafka.now += 3_000;
        replica.horizon();
        replica.hub.tick();
        reader.run();
        replica.readAll();
        List<String> live = write(2);
        reader.run();

        assertThat(reader.resets()).isEmpty();
        assertThat(reader.values()).isEqualTo(live);
    }

    @Test
    void saysThatATopicIsGoneOfWhichAnIdSpeaks() {
        write(3);
        Cursor elsewhere = new Cursor(kafka.now - 100, List.of(new Cursor.Mark(77, 0, 5)));
        Reader reader = open(new Start.After(elsewhere));

        kafka.now += 3_000;
        replica.readAll();
        reader.run();

        assertThat(reader.resets()).containsExactly(ResetReason.RECREATED);
    }

    @Test
    void waitsForARecordThatAnotherReplicaHasAlreadyShown() {
        write(3);
        String next = kafka.write(0, 1, PROGRESS);
        Partition partition = kafka.partitions.getFirst();
        Cursor ahead = new Cursor(kafka.now - 100, List.of(new Cursor.Mark(partition.tag(), partition.index(), 3)));
        Reader reader = open(new Start.After(ahead));

        replica.readAll();
        kafka.now += 3_000;
        replica.readAll();
        reader.run();

        assertThat(reader.values()).doesNotContain(next).isEmpty();
        assertThat(reader.resets()).isEmpty();
    }

    @Test
    void tellsOpenStreamsWhenRecordsWereLost() {
        Reader reader = open(new Start.Now());
        Reader other = Reader.greedy().open(replica.hub, Interest.all(SimulatedKafka.organisation()), new Start.Now());
        List<String> before = write(2);

        replica.hub.begins(new Position(kafka.partitions.getFirst(), 10, kafka.now));
        reader.run();
        other.run();

        assertThat(reader.values()).isEqualTo(before);
        assertThat(reader.received.getLast()).isEqualTo(new Delivery.Reset(ResetReason.EXPIRED));
        assertThat(other.received.getLast()).isEqualTo(new Delivery.Reset(ResetReason.EXPIRED));
        assertThat(reader.completed).isFalse();
    }

    @Test
    void givesAFilteredStreamAPlaceFromWhichComingBackIsCheap() {
        Interest decisions = new Interest(deal(1), event -> event.type().name().equals("deal.decision"), true);
        Reader reader = Reader.greedy().open(replica.hub, decisions, new Start.Now());
        for (int i = 0; i < 50; i++) {
            kafka.now += 100;
            write(1);
            reader.run();
            Objects.requireNonNull(reader.subscription).bookmark();
            reader.run();
        }
        assertThat(reader.messages()).isEmpty();

        replica = kafka.replica(HubFixture.roomy(), 900);
        String decision = kafka.write(0, 1, "deal.decision");
        replica.readAll();
        Reader again = Reader.greedy().open(replica.hub, decisions, after(reader, deal(1)));

        assertThat(again.values()).containsExactly(decision);
        assertThat(kafka.historyReads).isZero();
    }

    private Reader open(Start start) {
        return Reader.greedy().open(replica.hub, Interest.all(deal(1)), start);
    }

    private List<String> write(int count) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(kafka.write(0, 1, PROGRESS));
        }
        replica.readAll();
        return written;
    }

    private static History lost(ResetReason reason) {
        return (stream, after, until, lenient) -> Multi.createFrom().failure(new History.LostPast(reason));
    }

    private static void assertLive(Reader reader) {
        assertThat(reader.received.getLast())
                .isInstanceOfSatisfying(
                        Delivery.Bookmark.class,
                        bookmark -> assertThat(bookmark.live()).isTrue());
    }
}
