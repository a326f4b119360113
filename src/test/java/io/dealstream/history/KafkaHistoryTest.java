package io.dealstream.history;

import static io.dealstream.history.Archive.ACME;
import static io.dealstream.history.Archive.behind;
import static io.dealstream.history.Archive.deal;
import static io.dealstream.history.Archive.deals;
import static io.dealstream.history.Archive.organisation;
import static io.dealstream.history.Archive.progress;
import static io.dealstream.history.Archive.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Tenant;
import io.dealstream.hub.History;
import io.dealstream.hub.ResetReason;
import io.dealstream.kafka.Timeline;
import io.dealstream.testing.AnyTimestamp;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaHistoryTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Tenant GLOBEX = new Tenant("globex");
    private static final long THEN = System.currentTimeMillis() - 3_600_000;

    private final String broker = EmbeddedKafka.shared().bootstrapServers();

    @Test
    void tellsWhatACursorDoesNotCoverWhateverTheTimestamps() throws Exception {
        try (Archive archive = new Archive(broker, 3)) {
            Random random = new Random(7);
            for (int i = 0; i < 600; i++) {
                // clocks differ by up to five seconds
                long timestamp = THEN + i * 100L + random.nextInt(5_000);
                archive.write(random.nextInt(3), random.nextBoolean() ? ACME : GLOBEX, random.nextInt(4), timestamp);
            }
            Counts counts = new Counts();
            KafkaHistory history = archive.history(counts);

            List<Uni<List<Event>>> answers = new ArrayList<>();
            List<List<Position>> expected = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                Tenant tenant = random.nextBoolean() ? ACME : GLOBEX;
                StreamKey stream = switch (random.nextInt(4)) {
                    case 0 -> organisation(tenant);
                    case 1 -> deals(tenant, "0", "1" + random.nextInt(3), "" + random.nextInt(4));
                    default -> deal(tenant, random.nextInt(4));
                };
                Cursor after = anyCursor(archive, stream, random);
                List<Position> until = archive.ends().stream()
                        .map(end -> new Position(end.partition(), random.nextLong(end.offset() + 1), 0))
                        .toList();
                answers.add(history.read(stream, after, until, false).collect().asList());
                expected.add(archive.written(entry -> entry.isOn(stream)
                        && !after.covers(entry.position())
                        && until.stream().anyMatch(end -> isUpTo(end, entry.position()))));
            }
            List<List<Event>> told =
                    Uni.join().all(answers).andFailFast().await().atMost(LIMIT);

            for (int i = 0; i < told.size(); i++) {
                List<Position> positions =
                        told.get(i).stream().map(Event::position).toList();
                assertThat(positions).containsExactlyInAnyOrderElementsOf(expected.get(i));
                for (Partition partition : List.of(archive.partition(0), archive.partition(1), archive.partition(2))) {
                    assertThat(positions.stream()
                                    .filter(position -> position.partition().equals(partition)))
                            .isSortedAccordingTo((one, other) -> Long.compare(one.offset(), other.offset()));
                }
                assertThat(positions)
                        .isSortedAccordingTo((one, other) -> Long.compare(one.watermark(), other.watermark()));
            }
            assertThat(counts.served).hasValue(150);
            assertThat(counts.passes.get()).isLessThanOrEqualTo(8);
        }
    }

    /// A cursor as a replica would have given it at some time: marks for what was seen since.
    private static Cursor anyCursor(Archive archive, StreamKey stream, Random random) {
        long since = THEN + random.nextInt(60_000);
        List<Cursor.Mark> marks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Partition partition = archive.partition(i);
            List<Position> seen = archive.written(entry -> entry.isOn(stream)
                    && entry.position().partition().equals(partition)
                    && entry.position().watermark() >= since);
            if (!seen.isEmpty() && random.nextBoolean()) {
                Position last = seen.get(random.nextInt(seen.size()));
                marks.add(new Cursor.Mark(partition.tag(), partition.index(), last.offset()));
            }
        }
        return new Cursor(since, marks);
    }

    private static boolean isUpTo(Position end, Position position) {
        return end.partition().equals(position.partition()) && position.offset() <= end.offset();
    }

    @Test
    void findsADealHoweverTheProducerWritesItsNumber() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (String json : List.of(
                    "{\"deal_id\":42,\"statement_id\":9,\"stage\":\"a\",\"progress\":1}",
                    "{\"deal_id\":42.0,\"statement_id\":9,\"stage\":\"a\",\"progress\":2}",
                    "{\"deal_id\":4.2e1,\"statement_id\":9,\"stage\":\"a\",\"progress\":3}",
                    "{\"deal_id\":420E-1,\"statement_id\":9,\"stage\":\"a\",\"progress\":4}",
                    "{\"\\u0064eal_id\":42,\"statement_id\":9,\"stage\":\"a\",\"progress\":5}",
                    "{\"deal_id\":43,\"statement_id\":9,\"stage\":\"a\",\"progress\":6}")) {
                records.add(
                        archive.on(0, THEN, Records.event("any", "acme", "processing.progress", "elsewhere", json)));
            }
            ProducerRecord<byte[], byte[]> envelope =
                    new ProducerRecord<>("any", """
                    {"specversion":"1.0","type":"processing.progress","id":"x","source":"y","tenant":"acme",
                     "data":{"deal_id":42,"statement_id":9,"stage":"a","progress":7}}
                    """.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Records.header(envelope, "content-type", "application/cloudevents+json");
            records.add(archive.on(0, THEN, envelope));
            archive.writeAll(records);

            List<Event> told = all(archive.history(HistoryListener.NONE), deal(42), since(THEN), archive.ends());

            assertThat(told).extracting(event -> event.position().offset()).containsExactly(0L, 1L, 2L, 3L, 4L, 6L);
        }
    }

    /// Kafka takes -1 and its neighbours for something else than a time, and refuses others.
    @ParameterizedTest
    @ValueSource(longs = {-1, -2, -3, -4, -5, -6, -210_000, Long.MIN_VALUE})
    void tellsAPastThatBeginsBefore1970(long since) throws Exception {
        try (Archive archive = new Archive(broker, 2)) {
            archive.write(0, ACME, 42, 0);
            archive.write(1, ACME, 42, 1);
            archive.write(1, ACME, 42, THEN);
            archive.write(0, ACME, 43, THEN);

            List<Event> told = all(archive.history(HistoryListener.NONE), deal(42), since(since), archive.ends());

            assertThat(told).extracting(event -> event.position().watermark()).containsExactly(0L, 1L, THEN);
        }
    }

    /// All partitions that are read end with the greatest timestamp that there is.
    @Test
    void tellsAPastWhateverTimestampsProducersGive() throws Exception {
        List<Long> wild =
                List.of(Long.MIN_VALUE, -210_000L, -1L, 0L, THEN, 4_925_000_000_000L, Long.MAX_VALUE, -1L, THEN);
        try (Archive archive = new Archive(broker, 2).buffer(1_500)) {
            for (int partition = 0; partition < 2; partition++) {
                for (long timestamp : wild) {
                    AnyTimestamp.write(broker, archive.on(partition, 0, progress(ACME, 42)), partition, timestamp);
                }
            }
            KafkaHistory history = archive.history(HistoryListener.NONE);

            List<Event> fromTheFirst = all(history, deal(42), since(Long.MIN_VALUE), archive.ends());
            List<Event> fromThen = all(history, deal(42), since(THEN), archive.ends());
            Cursor.Mark mark = new Cursor.Mark(archive.partition(0).tag(), 0, 5);
            List<Event> behindAMark = all(history, deal(42), new Cursor(THEN, List.of(mark)), archive.ends());

            assertThat(offsets(fromTheFirst, 0)).isEqualTo(offsets(0, 9));
            assertThat(offsets(fromTheFirst, 1)).isEqualTo(offsets(0, 9));
            assertThat(offsets(fromThen, 0)).isEqualTo(offsets(4, 9));
            assertThat(offsets(fromThen, 1)).isEqualTo(offsets(4, 9));
            assertThat(offsets(behindAMark, 0)).isEqualTo(offsets(6, 9));
            assertThat(offsets(behindAMark, 1)).isEqualTo(offsets(4, 9));
        }
    }

    @Test
    void tellsAllWhereTheLastEventFillsTheBuffer() throws Exception {
        int weight = Archive.event(
                        new Partition("any", 0, 1), 0, progress(ACME, 42).value())
                .weight();
        try (Archive archive = new Archive(broker, 1).buffer(3L * weight)) {
            archive.writeAll(IntStream.range(0, 3)
                    .mapToObj(i -> archive.on(0, THEN, progress(ACME, 42)))
                    .toList());

            List<Event> told = all(archive.history(HistoryListener.NONE), deal(42), since(THEN), archive.ends());

            assertThat(offsets(told, 0)).isEqualTo(offsets(0, 3));
        }
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static List<Long> offsets(List<Event> events, int partition) {
        return events.stream()
                .map(Event::position)
                .filter(position -> position.partition().index() == partition)
                .map(Position::offset)
                .toList();
    }

    @Test
    void dropsAProducersRetryAlsoWhenTheFirstAttemptHasBeenSeen() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            ProducerRecord<byte[], byte[]> attempt = progress(ACME, 1);
            Archive.Entry first = archive.write(0, ACME, 1, THEN, attempt);
            archive.write(0, ACME, 1, THEN + 1, attempt);
            Archive.Entry next = archive.write(0, ACME, 1, THEN + 2);
            KafkaHistory history = archive.history(HistoryListener.NONE);

            assertThat(all(history, deal(1), behind(first), archive.ends()))
                    .extracting(Event::position)
                    .containsExactly(next.position());
            assertThat(all(history, deal(1), since(THEN), archive.ends()))
                    .extracting(Event::position)
                    .containsExactly(first.position(), next.position());
        }
    }

    @Test
    void saysThatThePastHasExpiredOnlyIfTheReaderMayHaveMissedSomething() throws Exception {
        try (Archive archive = new Archive(broker, 2)) {
            List<Archive.Entry> entries = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                entries.add(archive.write(0, ACME, 1, THEN + i * 1_000L));
            }
            archive.expire(0, 5);
            Counts counts = new Counts();
            KafkaHistory history = archive.history(counts);

            assertThat(reasonOf(history, behind(entries.get(3)), archive.ends()))
                    .isEqualTo(ResetReason.EXPIRED);
            assertThat(reasonOf(history, since(THEN + 4_000), archive.ends())).isEqualTo(ResetReason.EXPIRED);
            assertThat(counts.lost).containsExactly(ResetReason.EXPIRED, ResetReason.EXPIRED);
            assertThat(all(history, deal(1), behind(entries.get(4)), archive.ends()))
                    .hasSize(5);
            assertThat(all(history, deal(1), since(THEN + 5_500), archive.ends()))
                    .hasSize(4);
            assertThat(history.read(deal(1), since(THEN), archive.ends(), true)
                            .collect()
                            .asList()
                            .await()
                            .atMost(LIMIT))
                    .hasSize(5);
        }
    }

    @Test
    void doesNotTakeAnEmptiedPartitionForLostWhereItIsKnownWhatItHeld() throws Exception {
        try (Archive archive = new Archive(broker, 2)) {
            archive.write(0, ACME, 1, THEN);
            Archive.Entry last = archive.write(0, ACME, 1, THEN + 1_000);
            archive.expire(0, 2);
            Cursor later = since(System.currentTimeMillis() - 5_000);

            assertThat(reasonOf(archive.history(HistoryListener.NONE), later, archive.ends()))
                    .isEqualTo(ResetReason.EXPIRED);
            archive.keptFor(Duration.ofDays(7));
            assertThat(all(archive.history(HistoryListener.NONE), deal(1), later, archive.ends()))
                    .isEmpty();
            Timeline timeline = new Timeline();
            timeline.begins(last.position());
            archive.keptFor(Duration.ZERO).timeline(timeline);
            assertThat(all(archive.history(HistoryListener.NONE), deal(1), later, archive.ends()))
                    .isEmpty();
        }
    }

    @Test
    void saysThatATopicWasMadeAnew() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            Archive.Entry old = archive.write(0, ACME, 1, THEN);
            List<Position> oldEnds = archive.ends();
            archive.recreate();
            Archive.Entry fresh = archive.write(0, ACME, 1, THEN + 1_000);
            KafkaHistory history = archive.history(HistoryListener.NONE);

            assertThat(reasonOf(history, behind(old), archive.ends())).isEqualTo(ResetReason.RECREATED);
            assertThat(reasonOf(history, since(THEN), oldEnds)).isEqualTo(ResetReason.RECREATED);
            assertThat(history.read(deal(1), behind(old), archive.ends(), true)
                            .collect()
                            .asList()
                            .await()
                            .atMost(LIMIT))
                    .extracting(Event::position)
                    .containsExactly(fresh.position());
        }
    }

    @Test
    void doesNotKnowAMarkThatLiesBehindTheEnd() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            Archive.Entry last = archive.write(0, ACME, 1, THEN);
            Partition partition = last.position().partition();
            KafkaHistory history = archive.history(HistoryListener.NONE);

            Cursor future = new Cursor(THEN - 1, List.of(new Cursor.Mark(partition.tag(), partition.index(), 1)));
            Cursor elsewhere = new Cursor(THEN - 1, List.of(new Cursor.Mark(partition.tag(), 17, 0)));

            assertThat(reasonOf(history, future, archive.ends())).isEqualTo(ResetReason.UNKNOWN);
            assertThat(reasonOf(history, elsewhere, archive.ends())).isEqualTo(ResetReason.UNKNOWN);
            assertThat(all(history, deal(1), behind(last), archive.ends())).isEmpty();
        }
    }

    @Test
    void servesAHundredReadersOfDifferentDealsWithFewPasses() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            List<ProducerRecord<byte[], byte[]>> others = new ArrayList<>();
            for (int i = 0; i < 200_000; i++) {
                int deal = i % 2_000 == 0 ? 1_000 + i / 2_000 : 1_000_000 + i;
                others.add(archive.on(0, THEN + i, progress(ACME, deal)));
            }
            archive.writeAll(others);
            Counts counts = new Counts();
            KafkaHistory history = archive.history(counts);
            List<Position> until = archive.ends();

            List<Uni<List<Event>>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(history.read(deal(1_000 + i), since(THEN), until, false)
                        .collect()
                        .asList());
            }
            List<List<Event>> told =
                    Uni.join().all(answers).andFailFast().await().atMost(LIMIT);

            for (int i = 0; i < 100; i++) {
                assertThat(told.get(i))
                        .extracting(event -> event.position().offset())
                        .containsExactly(i * 2_000L);
            }
            // the first may have begun before the others came
            assertThat(counts.passes.get()).isLessThanOrEqualTo(3);
            assertThat(counts.records.get()).isLessThanOrEqualTo(3 * 200_000L);
            assertThat(counts.decoded.get()).isLessThanOrEqualTo(counts.records.get() / 10);
        }
    }

    @Test
    void doesNotReadWhatLiesBetweenTheRangesThatReadersWant() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 60_000; i++) {
                records.add(archive.on(0, THEN + i, progress(ACME, i)));
            }
            archive.writeAll(records);
            Counts counts = new Counts();
            KafkaHistory history = archive.history(counts);
            Partition partition = archive.partition(0);

            List<List<Event>> told = Uni.join()
                    .all(
                            history.read(deal(10), behindOffset(partition, 0), List.of(at(partition, 100)), false)
                                    .collect()
                                    .asList(),
                            history.read(
                                            deal(59_990),
                                            behindOffset(partition, 59_900),
                                            List.of(at(partition, 59_999)),
                                            false)
                                    .collect()
                                    .asList())
                    .andFailFast()
                    .await()
                    .atMost(LIMIT);

            assertThat(told).allSatisfy(events -> assertThat(events).hasSize(1));
            assertThat(counts.records.get()).isLessThan(30_000);
        }
    }

    private static Cursor behindOffset(Partition partition, long offset) {
        return new Cursor(THEN + offset, List.of(new Cursor.Mark(partition.tag(), partition.index(), offset)));
    }

    private static Position at(Partition partition, long offset) {
        return new Position(partition, offset, THEN + offset);
    }

    @Test
    void readsTheRestLaterForAReaderThatTakesItsTime() throws Exception {
        try (Archive archive = new Archive(broker, 2).buffer(64 << 10)) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                records.add(archive.on(i % 2, THEN + i, progress(ACME, 1)));
            }
            records.add(archive.on(0, THEN + 5_000, progress(ACME, 2)));
            archive.writeAll(records);
            Counts counts = new Counts();
            KafkaHistory history = archive.history(counts);

            Follower slow = new Follower(0);
            history.read(organisation(ACME), since(THEN), archive.ends(), false)
                    .subscribe()
                    .withSubscriber(slow);
            List<Event> quick = all(history, deal(2), since(THEN), archive.ends());

            assertThat(quick).hasSize(1);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(history.bufferedBytes()).isPositive());
            assertThat(history.bufferedBytes()).isLessThan((64 << 10) + 1_000);
            assertThat(slow.events).isEmpty();
            while (!slow.completed) {
                int before = slow.events.size();
                slow.request(500);
                Awaitility.await().atMost(LIMIT).until(() -> slow.completed || slow.events.size() >= before + 500);
                assertThat(history.bufferedBytes()).isLessThan((64 << 10) + 1_000);
            }
            assertThat(slow.events).hasSize(4_001);
            for (int i = 0; i < 2; i++) {
                Partition partition = archive.partition(i);
                assertThat(slow.events.stream()
                                .map(Event::position)
                                .filter(position -> position.partition().equals(partition))
                                .map(Position::offset))
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
            assertThat(counts.passes.get()).isGreaterThan(5);
            assertThat(history.bufferedBytes()).isZero();
        }
    }

    @Test
    void givesUpWhatWaitsForAReaderThatLeaves() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            archive.write(0, ACME, 1, THEN);
            KafkaHistory history = archive.history(HistoryListener.NONE);
            Follower leaving = new Follower(0);
            history.read(deal(1), since(THEN), archive.ends(), false)
                    .subscribe()
                    .withSubscriber(leaving);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(history.bufferedBytes()).isPositive());

            leaving.cancel();

            assertThat(history.bufferedBytes()).isZero();
        }
    }

    @Test
    void letsGoOfKafkaWhenNobodyAsksForAWhile() throws Exception {
        try (Archive archive = new Archive(broker, 1).idle(Duration.ofMillis(100))) {
            archive.write(0, ACME, 1, THEN);
            KafkaHistory history = archive.history(HistoryListener.NONE);
            assertThat(all(history, deal(1), since(THEN), archive.ends())).hasSize(1);

            Awaitility.await().until(() -> archive.threads.stream().noneMatch(Thread::isAlive));
            assertThat(all(history, deal(1), since(THEN), archive.ends())).hasSize(1);

            assertThat(archive.threads).hasSize(2);
        }
    }

    @Test
    void passesOverWhatTransactionsLeaveBehind() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            archive.write(0, ACME, 1, THEN);
            archive.transact(0, ACME, 1, THEN + 1, false);
            archive.transact(0, ACME, 1, THEN + 2, true);
            archive.transact(0, ACME, 1, THEN + 3, false);
            KafkaHistory history = archive.history(HistoryListener.NONE);

            assertThat(all(history, deal(1), since(THEN), archive.ends()))
                    .extracting(event -> event.position().offset())
                    .containsExactly(0L, 3L);
            assertThat(all(history, deal(1), since(THEN + 3), archive.ends())).isEmpty();
        }
    }

    @Test
    void doesNotLetRecordsThatNobodySeesMoveTime() throws Exception {
        try (Archive archive = new Archive(broker, 1)) {
            archive.write(0, ACME, 1, THEN);
            // Kafka's index finds this one, but readers and the intake never see it
            archive.transact(0, ACME, 1, THEN + 10, false);
            Archive.Entry late = archive.write(0, ACME, 1, THEN + 5);
            KafkaHistory history = archive.history(HistoryListener.NONE);

            assertThat(all(history, deal(1), since(THEN + 8), archive.ends())).isEmpty();
            assertThat(all(history, deal(1), since(THEN + 5), archive.ends()))
                    .extracting(Event::position)
                    .containsExactly(late.position());
        }
    }

    private static List<Event> all(KafkaHistory history, StreamKey stream, Cursor after, List<Position> until) {
        return history.read(stream, after, until, false)
                .collect()
                .asList()
                .await()
                .atMost(LIMIT);
    }

    private static ResetReason reasonOf(KafkaHistory history, Cursor after, List<Position> until) {
        Follower follower = new Follower(Long.MAX_VALUE);
        history.read(deal(1), after, until, false).subscribe().withSubscriber(follower);
        Awaitility.await().atMost(LIMIT).until(() -> follower.failure != null || follower.completed);
        assertThat(follower.events).isEmpty();
        assertThat(follower.failure).isInstanceOf(History.LostPast.class);
        return ((History.LostPast) follower.failure).reason();
    }
}
