package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.SimulatedKafka.ACME;
import static io.dealstream.hub.SimulatedKafka.deal;
import static io.dealstream.hub.SimulatedKafka.deals;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.StreamKey;
import io.dealstream.event.SubjectSet;
import io.dealstream.progress.ProgressFactory;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several streams read as one.
class StreamSetsTest {

    private static final ProgressFactory STATES = new ProgressFactory(Duration.ofSeconds(30), 100);

    private SimulatedKafka kafka = new SimulatedKafka(4);

    private static HubSettings settings(long journalBytes, int members) {
        return new HubSettings(
                journalBytes,
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                Duration.ofMinutes(3),
                1 << 20,
                UsualHub.AWAITED,
                members,
                1 << 20);
    }

    private SimulatedKafka.Replica replica() {
        return kafka.replica(settings(1 << 20, 1_000), 3_600_000, STATES);
    }

    private static Reader read(SimulatedKafka.Replica replica, StreamKey stream, Start start) {
        return Reader.greedy().open(replica.hub, Interest.all(stream), start);
    }

    private static Start after(Reader reader, StreamKey stream) {
        return after(Objects.requireNonNull(reader.lastId()), stream);
    }

    private static Start after(String id, StreamKey stream) {
        return new Start.After(Cursor.parse(id, stream).orElseThrow());
    }

    private void settle(int deal) {
        kafka.write(ACME, deal % 4, deal, "d1", "processing.completed", 0, kafka.now);
        kafka.write(ACME, deal % 4, deal, null, "deal_updated", 0, kafka.now);
    }

    @Test
    void bringTheEventsOfAllTheirMembersAndOfNoOther() {
        SimulatedKafka.Replica replica = replica();
        Reader reader = read(replica, deals(1, 2), new Start.Now());

        String one = kafka.write(0, 1, PROGRESS);
        String two = kafka.write(1, 2, PROGRESS);
        kafka.write(1, 3, PROGRESS);
        replica.readAll();
        reader.run();

        assertThat(reader.values()).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void areTheSameInWhateverOrderAndNoOther() {
        SimulatedKafka.Replica replica = replica();
        Reader reader = read(replica, deals(42, 7, 7, 1), new Start.Now());
        kafka.write(0, 7, PROGRESS);
        replica.readAll();
        reader.run();
        String id = reader.messages().getLast().id();

        assertThat(Cursor.parse(id, deals(1, 7, 42))).isPresent();
        assertThat(Cursor.parse(id, deals(1, 7))).isEmpty();
        assertThat(Cursor.parse(id, deal(7))).isEmpty();
    }

    @Test
    void takeFromMemoryWhatWasThereBeforeThem() {
        SimulatedKafka.Replica replica = replica();
        Reader before = read(replica, deals(1, 2), new Start.Now());
        before.cut();
        List<String> values = IntStream.range(0, 20)
                .mapToObj(i -> kafka.write(i % 2, 1 + i % 2, PROGRESS))
                .toList();
        replica.readAll();

        Reader reader = read(replica, deals(1, 2), after(before, deals(1, 2)));

        assertThat(reader.values()).containsExactlyInAnyOrderElementsOf(values);
        assertThat(kafka.historyReads).isZero();
    }

    @Test
    void readWhatMemoryHasGivenUpInOnePass() {
        SimulatedKafka.Replica replica = kafka.replica(settings(6_000, 1_000), 3_600_000, STATES);
        StreamKey three = deals(1, 2, 3);
        Reader before = read(replica, three, new Start.Now());
        before.cut();
        List<String> values = IntStream.range(0, 60)
                .mapToObj(i -> kafka.write(i % 4, 1 + i % 3, PROGRESS))
                .toList();
        replica.readAll();

        Reader reader = read(replica, three, after(before, three));

        assertThat(reader.values()).containsExactlyInAnyOrderElementsOf(values);
        assertThat(kafka.historyReads).isEqualTo(1);
    }

    @Test
    void giveUpWhatTheJournalGivesUp() {
        SimulatedKafka.Replica replica = kafka.replica(settings(60_000, 1_000), 3_600_000, STATES);
        List<Reader> readers = IntStream.range(10, 30)
                .mapToObj(other -> read(replica, deals(1, other), new Start.Now()))
                .toList();
        for (int i = 0; i < 1_000; i++) {
            kafka.write(0, 1, PROGRESS);
        }
        replica.readAll();

        assertThat(replica.hub.journalBytes()).isBetween(40_000L, 62_000L);
        readers.forEach(reader -> {
            reader.run();
            assertThat(reader.messages()).hasSize(1_000);
            reader.cut();
        });
        kafka.now += 3_600_000;
        replica.readAll();
        assertThat(replica.hub.journalBytes()).isZero();
        assertThat(replica.hub.members()).isZero();
    }

    @Test
    void endOnceAllMembersAreSettledAndAreOverForWhoHasAll() {
        SimulatedKafka.Replica replica = replica();
        StreamKey both = deals(1, 2);
        Reader reader = read(replica, both, new Start.Now());
        settle(1);
        replica.readAll();
        reader.run();
        assertThat(reader.completed).isFalse();

        settle(2);
        replica.readAll();
        reader.run();

        assertThat(reader.completed).isTrue();
        assertThat(reader.messages()).hasSize(4);
        assertThat(read(replica, both, after(reader, both)).isOver()).isTrue();
        assertThat(read(kafka.replica(settings(1 << 20, 1_000), 3_600_000, STATES), both, after(reader, both))
                        .isOver())
                .isTrue();
    }

    @Test
    void endByTimeAloneWhenTheLastMemberDoes() {
        SimulatedKafka.Replica replica = replica();
        Reader reader = read(replica, deals(1, 2), new Start.Now());
        settle(1);
        kafka.write(ACME, 2, 2, "d1", "processing.completed", 0, kafka.now);
        replica.readAll();
        reader.run();
        assertThat(reader.completed).isFalse();

        kafka.now += 31_000;
        replica.readAll();
        reader.run();

        assertThat(reader.completed).isTrue();
    }

    @Test
    void goOnWhenASettledMemberIsAtWorkAgain() {
        SimulatedKafka.Replica replica = replica();
        Reader reader = read(replica, deals(1, 2), new Start.Now());
        settle(1);
        replica.readAll();
        kafka.write(ACME, 1, 1, "d1", "processing.started", 0, kafka.now);
        settle(2);
        replica.readAll();
        reader.run();

        assertThat(reader.completed).isFalse();
    }

    /// Whether the deals are in memory or were put away, and also where they were forgotten.
    @ParameterizedTest
    @ValueSource(longs = {0, 3_600_000})
    void tellAFirstVisitTheLastWordsOfThoseThatAreSettled(long later) {
        SimulatedKafka.Replica replica = replica();
        settle(1);
        settle(2);
        kafka.write(3, 3, PROGRESS);
        replica.readAll();
        kafka.now += later;
        replica.readAll();

        Reader reader = read(replica, deals(1, 2, 3, 4), new Start.Now());

        assertThat(reader.values()).extracting(value -> value.substring(0, 12)).containsOnly("deal_updated");
        assertThat(reader.messages())
                .extracting(m -> m.event().subjects().getFirst().id())
                .containsExactly("1", "2");
        assertThat(reader.completed).isFalse();
        assertThat(kafka.historyReads).isEqualTo(later == 0 ? 0 : 1);
        String next = kafka.write(3, 3, PROGRESS);
        replica.readAll();
        reader.run();
        assertThat(reader.values().getLast()).isEqualTo(next);
    }

    @Test
    void tellWhoWasCutOffTheLastWordsThatAreLeft() {
        SimulatedKafka.Replica replica = replica();
        StreamKey four = deals(1, 2, 3, 4);
        IntStream.rangeClosed(1, 4).forEach(this::settle);
        replica.readAll();
        Reader cut = new Reader(2).open(replica.hub, Interest.all(four), new Start.Now());
        String id = cut.messages().getLast().id();
        assertThat(Cursor.parse(id, four)).isEmpty();
        kafka.write(ACME, 0, 2, "d1", "processing.started", 0, kafka.now);
        replica.readAll();

        Reader reader = read(
                replica,
                four,
                new Start.AfterWord(Cursor.parse(id, SubjectSet.word(four, 1)).orElseThrow(), 1));

        assertThat(reader.messages())
                .extracting(m -> m.event().subjects().getFirst().id() + " "
                        + m.event().type().name())
                .containsExactly("3 deal_updated", "4 deal_updated", "2 processing.started");
        assertThat(Cursor.parse(reader.messages().getLast().id(), four)).isPresent();
    }

    @Test
    void tellNoLastWordsWhereThePastIsLost() {
        HubSettings forgetful = new HubSettings(
                1 << 20,
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                Duration.ofMinutes(3),
                1 << 20,
                UsualHub.AWAITED,
                UsualHub.MEMBERS,
                1);
        SimulatedKafka.Replica replica = kafka.replica(forgetful, 3_600_000, STATES);
        StreamKey three = deals(1, 2, 3);
        settle(3);
        replica.readAll();
        kafka.now += 3_600_000;
        replica.readAll();
        settle(1);
        settle(2);
        replica.readAll();
        Reader cut = new Reader(1).open(replica.hub, Interest.all(three), new Start.Now());
        String id = cut.messages().getLast().id();
        Cursor place = Cursor.parse(id, SubjectSet.word(three, 0)).orElseThrow();
        cut.cut();
        replica.readAll();
        assertThat(replica.hub.forgottenStreams()).isPositive();
        kafka.past = (stream, after, until, lenient) ->
                Multi.createFrom().failure(new History.LostPast(ResetReason.EXPIRED));

        Reader back = read(replica, three, new Start.AfterWord(place, 0));

        assertThat(back.resets()).containsExactly(ResetReason.EXPIRED);
        assertThat(back.messages()).isEmpty();
    }

    @Test
    void areRefusedPastTheirBound() {
        SimulatedKafka.Replica replica = kafka.replica(settings(1 << 20, 5), 3_600_000, STATES);
        Reader first = read(replica, deals(1, 2, 3), new Start.Now());

        Reader same = read(replica, deals(1, 2, 3), new Start.Now());
        assertThat(same.isOver()).isFalse();
        assertThat(replica.hub.open(Interest.all(deals(1, 2, 4)), new Start.Now(), first))
                .isInstanceOf(Opening.Full.class);

        first.cut();
        same.cut();
        assertThat(read(replica, deals(1, 2, 4), new Start.Now()).isOver()).isFalse();
    }

    /// As many as may be on one stream, over so many partitions that whole offsets do not fit an id.
    @ParameterizedTest
    @ValueSource(ints = {60, 300})
    void haveShortIdsThatLeadOnAnyReplicaToWhatCameLater(int partitions) {
        kafka = new SimulatedKafka(partitions);
        kafka.now = 1_772_618_460_000L;
        SimulatedKafka.Replica replica = replica();
        Integer[] ids = IntStream.range(0, 200).boxed().toArray(Integer[]::new);
        StreamKey set = deals(ids);
        Random random = new Random(partitions);
        for (int i = 0; i < 4_000; i++) {
            kafka.now += random.nextInt(40);
            int deal = random.nextInt(220);
            kafka.write((deal * 31 + random.nextInt(3)) % partitions, deal, PROGRESS);
        }
        replica.readAll();
        // opened when all is there, so that its ids are made of what the members' streams have in memory
        Reader reader = read(replica, set, new Start.Since(kafka.now - 60_000));
        for (int i = 0; i < 2_000; i++) {
            kafka.now += random.nextInt(40);
            int deal = random.nextInt(220);
            kafka.write((deal * 31 + random.nextInt(3)) % partitions, deal, PROGRESS);
            replica.readAll();
        }
        reader.run();
        List<String> all = reader.values();
        assertThat(all).hasSizeGreaterThan(2_000);
        assertThat(reader.messages())
                .allSatisfy(message -> assertThat(message.id()).hasSizeLessThan(Cursor.MAX_LENGTH));
        SimulatedKafka.Replica other = replica();
        String snapshot =
                replica.hub.recallAll(set, SetView::id).await().indefinitely().orElseThrow();
        assertThat(snapshot).hasSizeLessThan(Cursor.MAX_LENGTH);
        assertThat(read(other, set, after(snapshot, set)).messages()).isEmpty();
        for (int i = 0; i < 40; i++) {
            int place = random.nextInt(all.size());
            Reader back = read(
                    random.nextBoolean() ? replica : other,
                    set,
                    after(reader.messages().get(place).id(), set));
            assertThat(back.resets()).isEmpty();
            assertThat(back.values()).containsExactlyInAnyOrderElementsOf(all.subList(place + 1, all.size()));
        }
    }
}
