package io.dealstream.intake;

import static io.dealstream.intake.Cluster.at;
import static io.dealstream.intake.Cluster.good;
import static io.dealstream.intake.Cluster.goodValue;
import static io.dealstream.intake.Cluster.goodValues;
import static io.dealstream.intake.Cluster.poison;
import static io.dealstream.intake.Cluster.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dealstream.decode.Reason;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.kafka.Names;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What lies before the place where the intake begins, with a real broker.
class EarlierTest {

    private static final String KAFKA = EmbeddedKafka.shared().bootstrapServers();
    private static final Duration DAY = Duration.ofHours(24);

    private final long now = System.currentTimeMillis();
    private final Cluster cluster = new Cluster(KAFKA);
    private final Names names = new Names("earlier-" + UUID.randomUUID());
    private final String topic = names.deal();
    private final Records records = new Records(KAFKA);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void isReadBehindAndTheHubKnowsThatItComes() {
        cluster.make(topic, 2, Map.of());
        records.write(aged(0, 0, 25 * 60));
        records.writeAll(List.of(aged(1, 0, 60), aged(2, 0, 90), aged(3, 0, 30), aged(4, 0, 5)));
        records.write(aged(5, 1, 2));

        try (Replica replica = Replica.start(KAFKA, names, DAY)) {
            await().until(() -> replica.story.contains("done"));

            // Then only what lies near came as an event
            assertThat(replica.values()).containsExactlyInAnyOrder(goodValue(4), goodValue(5));
            // and the rest of the window behind, in order, with the watermarks that everybody knows it by
            assertThat(replica.earlierValues()).containsExactly(goodValue(1), goodValue(2), goodValue(3));
            assertThat(replica.earlier)
                    .extracting(Event::position)
                    .extracting(Position::offset, Position::watermark)
                    .containsExactly(
                            tuple(1L, now - 60 * 60_000), tuple(2L, now - 60 * 60_000), tuple(3L, now - 30 * 60_000));
            assertThat(replica.floors).extracting(Position::offset).containsExactlyInAnyOrder(3L, -1L);
            // and there was no moment in which the hub could think that it knows everything
            assertThat(replica.story).hasSize(5).endsWith("done");
            assertThat(replica.story.indexOf("awaits")).isEqualTo(replica.story.indexOf("begins earlier") - 1);
            assertThat(replica.story.subList(replica.story.indexOf("awaits"), 4))
                    .contains("begins");
            // and each record counts once
            assertThat(replica.taken).hasValue(5);
            assertThat(replica.status.earlier()).isZero();
        }
    }

    @Test
    void isNothingWhereNothingLiesBefore() {
        cluster.make(topic, 2, Map.of());
        records.write(aged(1, 0, 5));
        records.write(aged(2, 1, 25 * 60));

        try (Replica replica = Replica.start(KAFKA, names, Duration.ofMinutes(15))) {
            await().until(replica.status::isReady);

            assertThat(replica.values()).containsExactly(goodValue(1));
            assertThat(replica.story).containsExactly("begins", "begins");
        }
    }

    @Test
    void waitsForTheNearAndIsNoPartOfTheLag() {
        cluster.make(topic, 1, Map.of());
        records.writeAll(List.of(aged(0, 0, 60), aged(1, 0, 60), aged(2, 0, 1)));

        try (Replica replica = Replica.start(KAFKA, names, DAY)) {
            // Given a reader that is held up
            replica.block();
            await().until(() -> replica.values().contains(goodValue(2)));
            assertThat(replica.earlier).isEmpty();
            assertThat(replica.status.earlier()).isEqualTo(2);

            replica.unblock();

            await().until(() -> replica.story.contains("done"));
            assertThat(replica.earlierValues()).containsExactlyElementsOf(goodValues(0, 2));
            await().untilAsserted(
                            () -> assertThat(replica.status.lag().values()).containsOnly(0L));
        }
    }

    @Test
    void leavesOutRetriesOfItsOwnAndOfWhatIsNear() {
        cluster.make(topic, 1, Map.of());
        records.writeAll(List.of(
                retry("a", aged(0, 0, 60)),
                retry("b", aged(1, 0, 60)),
                retry("b", aged(2, 0, 59)),
                aged(3, 0, 58),
                retry("a", aged(4, 0, 1))));

        try (Replica replica = Replica.start(KAFKA, names, DAY)) {
            await().until(() -> replica.story.contains("done"));

            // once each, in whichever place it was met first
            assertThat(replica.values()).containsExactly(goodValue(4));
            assertThat(replica.earlierValues()).containsExactly(goodValue(1), goodValue(3));
            assertThat(replica.repeats).hasValue(2);
        }
    }

    @Test
    void isReadOnAfterARecordThatEndsInAnError() {
        cluster.make(topic, 1, Map.of());
        records.writeAll(List.of(aged(0, 0, 60), poisoned(1, 60), aged(2, 0, 60), aged(3, 0, 60), aged(4, 0, 1)));

        try (Replica replica = Replica.start(KAFKA, names, DAY)) {
            replica.poison = goodValue(2);

            await().until(() -> replica.story.contains("done"));

            assertThat(replica.earlierValues()).containsExactly(goodValue(0), goodValue(3));
            assertThat(replica.recordsFailed).hasValue(1);
            assertThat(replica.rejected).containsExactly(Reason.NOT_JSON);
            assertThat(replica.failed).isEmpty();
        }
    }

    /// The keeper of dead letters looks for them itself.
    @Test
    void itsRejectsAreKeptToo() {
        cluster.make(topic, 1, Map.of());
        records.write(poisoned(0, 25 * 60));
        records.writeAll(List.of(poisoned(1, 60), aged(2, 0, 60), poisoned(3, 50), poisoned(4, 1)));

        try (Replica replica = Replica.start(KAFKA, names, DAY)) {
            String letters = topic + "-dead-letters";
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> cluster.committed(letters).size() >= 3);

            assertThat(cluster.committed(letters))
                    .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                    .containsExactly("no JSON 1", "no JSON 3", "no JSON 4");
            assertThat(replica.rejected).hasSize(3);
        }
    }

    @Test
    void endsAtRecordsThatAreNotShown() {
        cluster.make(topic, 1, Map.of());
        try (Producer<byte[], byte[]> producer = cluster.transactional(topic)) {
            producer.beginTransaction();
            send(producer, aged(0, 0, 60));
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, aged(1, 0, 60));
            producer.abortTransaction();
        }
        records.write(aged(2, 0, 1));

        try (Replica replica = Replica.start(KAFKA, names, DAY)) {
            await().until(() -> replica.story.contains("done"));

            assertThat(replica.earlierValues()).containsExactly(goodValue(0));
        }
    }

    @Test
    void goesOnWhereKafkaHasDeletedWhatWasToCome() {
        cluster.make(topic, 1, Map.of());
        int count = 30_000;
        records.writeAll(IntStream.range(0, count)
                .mapToObj(number -> aged(number, 0, 60))
                .toList());

        try (Replica replica = Replica.start(KAFKA, names, DAY)) {
            // Given a reader that is held up at its first record
            replica.block();
            await().until(() -> !replica.earlier.isEmpty());

            cluster.administer(admin -> admin.deleteRecords(
                            Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(count - 10)))
                    .all());
            replica.unblock();

            await().atMost(Duration.ofSeconds(30)).until(() -> replica.story.contains("done"));
            assertThat(replica.earlierValues())
                    .hasSizeLessThan(count)
                    .startsWith(goodValue(0))
                    .endsWith(goodValues(count - 10, count).toArray(String[]::new));
            assertThat(replica.lost).isEmpty();
            assertThat(replica.failed).isEmpty();
        }
    }

    @Test
    void givesUpATopicThatIsGone() {
        PartitionTable table = new PartitionTable();
        Partition partition = new Partition(topic, 0, 1);
        table.follow(1_000, List.of(partition));
        Earlier earlier = new Earlier(new SilentSink());
        StartPoint point = new StartPoint(0, 100, 50, 900, 60);
        EarlierRange range = new EarlierRange(partition, point);
        assertThat(earlier.announce(range, point)).isEqualTo(point);
        earlier.follow(table, 1_000);
        assertThat(earlier.isOver()).isFalse();
        Objects.requireNonNull(table.get(range.name())).begin(point);
        earlier.add(range);
        earlier.follow(table, 1_000);
        assertThat(earlier.readable()).containsExactly(range);
        assertThat(earlier.left()).isEqualTo(50);

        // out of sight: nothing is read, since it may be another topic of that name
        table.follow(2_000, List.of());
        earlier.follow(table, 2_000);
        assertThat(earlier.readable()).isEmpty();
        assertThat(earlier.isOver()).isFalse();

        // gone
        table.follow(63_000, List.of(new Partition(topic, 0, 2)));
        earlier.follow(table, 63_000);
        assertThat(earlier.isOver()).isTrue();
        assertThat(earlier.left()).isZero();

        // what comes later is read as a whole
        assertThat(earlier.announce(range, point)).isEqualTo(new StartPoint(0, 100, 60));
    }

    @Test
    void endsSoonWithTheIntake() {
        cluster.make(topic, 1, Map.of());
        records.writeAll(IntStream.range(0, 20_000)
                .mapToObj(number -> aged(number, 0, 60))
                .toList());
        long begun;
        try (Replica replica = Replica.start(KAFKA, names, DAY)) {
            replica.block();
            await().until(() -> !replica.earlier.isEmpty());
            begun = System.nanoTime();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dealstream-earlier-records");
    }

    private ProducerRecord<byte[], byte[]> aged(int number, int partition, long minutes) {
        return at(good(topic, number), partition, now - minutes * 60_000);
    }

    private static ProducerRecord<byte[], byte[]> retry(String id, ProducerRecord<byte[], byte[]> record) {
        return Records.header(record, "ce_id", id);
    }

    private ProducerRecord<byte[], byte[]> poisoned(int number, long minutes) {
        return at(poison(topic, number), 0, now - minutes * 60_000);
    }
}
