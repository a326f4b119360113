package io.dealstream.intake;

import static io.dealstream.intake.Cluster.at;
import static io.dealstream.intake.Cluster.good;
import static io.dealstream.intake.Cluster.goodValue;
import static io.dealstream.intake.Cluster.goodValues;
import static io.dealstream.intake.Cluster.goods;
import static io.dealstream.intake.Cluster.poison;
import static io.dealstream.intake.Cluster.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.decode.Reason;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.kafka.Names;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Reading from a real broker.
class IntakeTest {

    private static final String KAFKA = EmbeddedKafka.shared().bootstrapServers();

    private final Cluster cluster = new Cluster(KAFKA);
    private final Names names = new Names("intake-" + UUID.randomUUID());
    private final String topic = names.deal();
    private final Records records = new Records(KAFKA);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void beginsAWindowOfTimeInThePast() {
        // Given a record from before the window and two from within
        cluster.make(topic, 1, Map.of());
        long now = System.currentTimeMillis();
        records.write(at(good(topic, 0), 0, now - Duration.ofHours(1).toMillis()));
        records.write(at(good(topic, 1), 0, now - Duration.ofMinutes(5).toMillis()));
        records.write(at(good(topic, 2), 0, now - Duration.ofMinutes(7).toMillis()));

        try (Replica replica = Replica.start(KAFKA, names)) {
            // When the log's end is reached
            await().until(replica.status::isReady);

            // Then the older one is told of as the floor only
            assertThat(replica.values()).containsExactly(goodValue(1), goodValue(2));
            Position floor = replica.floors.getFirst();
            assertThat(floor.offset()).isZero();
            assertThat(floor.watermark())
                    .isBetween(
                            now - Duration.ofMinutes(15).toMillis() - 1,
                            System.currentTimeMillis() - Duration.ofMinutes(15).toMillis() - 1);
            // and the watermark never falls
            assertThat(replica.events)
                    .extracting(event -> event.position().watermark())
                    .containsOnly(now - 300_000);
        }
    }

    @Test
    void countsTheOneRecordThatEndsInAnErrorAndReadsOn() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);
            replica.poison = goodValue(2);

            records.writeAll(List.of(good(topic, 1), good(topic, 2), good(topic, 3)));

            await().until(() -> replica.values().contains(goodValue(3)));
            records.write(good(topic, 4));
            await().until(() -> replica.values().contains(goodValue(4)));
            assertThat(replica.values()).containsExactly(goodValue(1), goodValue(3), goodValue(4));
            assertThat(replica.recordsFailed).hasValue(1);
            assertThat(replica.failed).isEmpty();
        }
    }

    @Test
    void beginsAtTheEndWhereNothingIsRecent() {
        cluster.make(topic, 1, Map.of());
        long old = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        records.write(at(good(topic, 0), 0, old));

        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);
            records.write(good(topic, 1));

            await().untilAsserted(() -> assertThat(replica.values()).containsExactly(goodValue(1)));
            assertThat(replica.floors)
                    .singleElement()
                    .extracting(Position::offset)
                    .isEqualTo(0L);
        }
    }

    @Test
    void isReadyWithoutTopicsAndReadsThoseThatComeFromTheirBeginning() {
        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);

            // records older than the window too: they were written while we were there
            cluster.make(topic, 1, Map.of());
            records.write(at(good(topic, 0), 0, System.currentTimeMillis() - 3_600_000));
            records.writeAll(goods(topic, 1, 10));

            await().untilAsserted(() -> assertThat(replica.values()).containsExactlyElementsOf(goodValues(0, 10)));
            assertThat(replica.floors).singleElement().satisfies(floor -> {
                assertThat(floor.offset()).isEqualTo(-1);
                assertThat(floor.watermark()).isEqualTo(Long.MIN_VALUE);
            });
        }
    }

    @Test
    void readsPartitionsThatAreAdded() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);

            cluster.administer(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all());
            try (Records fresh = new Records(KAFKA)) {
                fresh.write(at(good(topic, 0), 2, System.currentTimeMillis()));
            }

            await().untilAsserted(() -> assertThat(replica.values()).containsExactly(goodValue(0)));
        }
    }

    @Test
    void readsATopicThatWasMadeAgainAsAnotherOne() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            records.writeAll(goods(topic, 0, 10));
            await().until(() -> replica.events.size() == 10);

            // When it is deleted and made again
            cluster.administer(admin -> admin.deleteTopics(List.of(topic)).all());
            cluster.make(topic, 1, Map.of());
            try (Records fresh = new Records(KAFKA)) {
                fresh.writeAll(goods(topic, 10, 15));
            }

            // Then all of it is read, under another tag
            await().untilAsserted(() -> assertThat(replica.values()).containsExactlyElementsOf(goodValues(0, 15)));
            assertThat(replica.events.get(10).position().offset()).isZero();
            List<Integer> tags = replica.events.stream()
                    .map(event -> event.position().partition().tag())
                    .toList();
            assertThat(tags.subList(0, 10)).containsOnly(tags.getFirst());
            assertThat(tags.subList(10, 15)).containsOnly(tags.getLast()).doesNotContain(tags.getFirst());
            assertThat(replica.lost).isEmpty();
        }
    }

    @Test
    void poisonStopsNeitherTheNextRecordsNorTheirOrder() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);

            records.writeAll(IntStream.range(0, 300)
                    .mapToObj(number -> number % 3 == 0 ? poison(topic, number) : good(topic, number))
                    .toList());

            await().until(() -> replica.events.size() == 200 && replica.rejected.size() == 100);
            assertThat(replica.values())
                    .containsExactlyElementsOf(IntStream.range(0, 300)
                            .filter(number -> number % 3 != 0)
                            .mapToObj(Cluster::goodValue)
                            .toList());
            assertThat(replica.rejected).containsOnly(Reason.NOT_JSON);
        }
    }

    @Test
    void keepsTheOrderOfEachPartition() {
        cluster.make(topic, 3, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            records.writeAll(goods(topic, 0, 3_000));

            await().until(() -> replica.events.size() == 3_000);
            Map<Integer, Long> last = new HashMap<>();
            for (Event event : replica.events) {
                Position position = event.position();
                assertThat(last.merge(
                                position.partition().index(),
                                position.offset(),
                                (before, now) -> now == before + 1 ? now : -1))
                        .isNotNegative();
            }
        }
    }

    @Test
    void goesOnAtTheLogStartWhereRetentionHasOvertakenIt() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);

            // Given more than a consumer fetches ahead, and an intake that is held up at the first
            replica.block();
            String padding = "x".repeat(10_000);
            records.writeAll(IntStream.range(0, 1_000)
                    .mapToObj(number -> Records.event(
                            topic,
                            "acme",
                            "deal.created",
                            "key",
                            "{\"deal_id\":" + number + ",\"business_name\":\"" + padding + "\",\"created_by\":\"jo\"}"))
                    .toList());
            await().until(() -> replica.events.size() == 1);

            // When all but the last ten records are deleted
            cluster.administer(admin -> admin.deleteRecords(
                            Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(990)))
                    .all());
            replica.unblock();

            // Then the last ten arrive, and memory is told to begin anew
            await().untilAsserted(() ->
                    assertThat(replica.events.getLast().position().offset()).isEqualTo(999));
            assertThat(replica.floors).hasSize(2);
            assertThat(replica.floors.getLast().offset()).isEqualTo(989);
            assertThat(replica.lost.get(IntakeListener.Loss.RETENTION)).isEqualTo(1_000L - replica.events.size());
        }
    }

    @Test
    void theHorizonFollowsTheClockOnAQuietSystem() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            records.write(good(topic, 0));
            long now = System.currentTimeMillis();

            await().until(() -> replica.horizon.get() > now);
            assertThat(replica.horizon.get()).isLessThanOrEqualTo(System.currentTimeMillis());
            assertThat(replica.values()).containsExactly(goodValue(0));
        }
    }

    @Test
    void theHorizonWaitsForATransactionThatIsOpen() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names);
                Producer<byte[], byte[]> producer = cluster.transactional(topic)) {
            await().until(() -> replica.horizon.get() > 0);

            // Given records whose transaction is open
            producer.beginTransaction();
            send(producer, good(topic, 0));
            long written = System.currentTimeMillis();
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> replica.horizon.get() <= written);
            assertThat(replica.events).isEmpty();

            // When it is committed
            producer.commitTransaction();

            // Then they arrive before the horizon passes them
            await().until(() -> replica.horizon.get() > written);
            assertThat(replica.values()).containsExactly(goodValue(0));
        }
    }

    @Test
    void becomesReadyWhereTheLogEndsWithATransactionsMarker() {
        cluster.make(topic, 1, Map.of());
        try (Producer<byte[], byte[]> producer = cluster.transactional(topic)) {
            producer.beginTransaction();
            send(producer, good(topic, 0));
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, good(topic, 1));
            producer.abortTransaction();
        }

        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);
            assertThat(replica.values()).containsExactly(goodValue(0));
            await().untilAsserted(
                            () -> assertThat(replica.status.lag().values()).containsExactly(0L));
        }
    }

    @Test
    void looksAfterTheHubBySecond() {
        try (Replica replica = Replica.start("127.0.0.1:1", names)) {
            await().until(() -> replica.ticks.get() >= 2);
            assertThat(replica.status.isReady()).isFalse();
        }
    }
}
