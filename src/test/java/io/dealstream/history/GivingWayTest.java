package io.dealstream.history;

import static io.dealstream.history.Archive.ACME;
import static io.dealstream.history.Archive.deal;
import static io.dealstream.history.Archive.progress;
import static io.dealstream.history.Archive.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Tenant;
import io.dealstream.testing.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Readers whose past is short, beside those who ask for days. Kafka is a slow one here: days take several seconds.
class GivingWayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Tenant NOBODY = new Tenant("nobody");
    private static final int DAYS = 6;
    /// Records of a partition in a day.
    private static final int A_DAY = 2_500;
    private static final int PARTITIONS = 2;
    private static final int AT_ONCE = 500;
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final long now = System.currentTimeMillis();
    private final Archive archive = new Archive(EmbeddedKafka.shared().bootstrapServers(), PARTITIONS).atOnce(AT_ONCE);
    private final Counts counts = new Counts() {
        @Override
        public void read(long records, long decoded, long bytes) {
            super.read(records, decoded, bytes);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    };
    private KafkaHistory history = archive.history(counts);
    private List<Position> until = List.of();

    /// Six days of deals, of which deal 7 is one in a hundred, and a last minute in which there is an event of deal 1.
    @BeforeEach
    void sixDays() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < DAYS * A_DAY; i++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int deal = i % 100 == 0 ? 7 : 1_000 + i;
                records.add(archive.on(partition, now - DAYS * DAY + i * DAY / A_DAY, progress(ACME, deal)));
            }
        }
        records.add(archive.on(0, now - 30_000, progress(ACME, 1)));
        archive.writeAll(records);
        until = archive.ends();
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void oneWhoAsksForAMinuteDoesNotWaitForOneWhoAsksForDays() {
        Follower days = ask(deal(7), DAYS * DAY + 1_000);
        Awaitility.await().atMost(LIMIT).until(() -> counts.records.get() > 5_000);

        for (int i = 0; i < 3; i++) {
            Follower minute = ask(deal(1), 60_000);
            Awaitility.await().atMost(SOON).until(() -> minute.completed);
            assertThat(minute.events).hasSize(1);
            assertThat(days.completed).isFalse();
        }

        Awaitility.await().atMost(LIMIT).until(() -> days.completed);
        assertThat(days.events).hasSize(DAYS * A_DAY / 100 * PARTITIONS);
        for (int index = 0; index < PARTITIONS; index++) {
            assertThat(offsets(days, index))
                    .containsExactlyElementsOf(LongStream.range(0, DAYS * A_DAY / 100)
                            .map(i -> i * 100)
                            .boxed()
                            .toList());
        }
        assertThat(days.events.stream().map(event -> event.position().watermark()))
                .isSorted();
        assertThat(counts.yields.get()).isBetween(1L, 3L);
        assertThat(counts.running).hasValue(0);
        // what was read up to there was not read again
        assertThat(counts.records.get()).isLessThan(DAYS * A_DAY * PARTITIONS * 5L / 4);
    }

    @Test
    void howeverManyAskForDaysAndForHowMany() {
        List<Follower> days = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            days.add(ask(deal(NOBODY, i), (1 + i % DAYS) * DAY));
        }
        Awaitility.await().atMost(LIMIT).until(() -> counts.records.get() > 5_000);

        for (int i = 0; i < 5; i++) {
            Follower minute = ask(deal(1), 60_000);
            Awaitility.await().atMost(SOON).until(() -> minute.completed);
        }

        assertThat(days).anyMatch(follower -> !follower.completed);
        // for a moment between two passes neither is so
        Awaitility.await().atMost(SOON).until(() -> history.waiting() + counts.running.get() > 0);
        Awaitility.await().atMost(LIMIT).until(() -> days.stream().allMatch(follower -> follower.completed));
        assertThat(days).allSatisfy(follower -> assertThat(follower.events).isEmpty());
        assertThat(history.waiting()).isZero();
        assertThat(history.waitingMillis()).isZero();
    }

    @Test
    void oneWhoAsksForDaysGetsOnHoweverManyComeWhoAskForAMinute() {
        Follower days = ask(deal(7), DAYS * DAY + 1_000);
        Awaitility.await().atMost(LIMIT).until(() -> counts.records.get() > 5_000);

        List<Follower> minutes = new ArrayList<>(List.of(ask(deal(1), 60_000)));
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
            if (minutes.getLast().completed) {
                minutes.add(ask(deal(1), 60_000));
            }
            return days.completed;
        });

        assertThat(days.events).hasSize(DAYS * A_DAY / 100 * PARTITIONS);
        assertThat(minutes).hasSizeGreaterThan(3);
        assertThat(counts.yields.get()).isGreaterThan(2);
    }

    @Test
    void thoseWhoAskForAboutAsLongWaitForOneAnotherSoThatTheirPastIsReadOnce() {
        Follower first = ask(deal(7), DAYS * DAY);
        Awaitility.await().atMost(LIMIT).until(() -> counts.records.get() > 5_000);

        List<Follower> others = IntStream.range(0, 50)
                .mapToObj(i -> ask(deal(8 + i), DAYS * DAY))
                .toList();

        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> first.completed && others.stream().allMatch(other -> other.completed));
        assertThat(counts.passes).hasValue(2);
        assertThat(counts.yields).hasValue(0);
        assertThat(counts.records.get()).isLessThan(2L * (DAYS * A_DAY * PARTITIONS + 1) + 1);
    }

    private Follower ask(StreamKey stream, long back) {
        Follower follower = new Follower(Long.MAX_VALUE);
        history.read(stream, since(now - back), until, false).subscribe().withSubscriber(follower);
        return follower;
    }

    private static List<Long> offsets(Follower follower, int partition) {
        return follower.events.stream()
                .map(Event::position)
                .filter(position -> position.partition().index() == partition)
                .map(Position::offset)
                .toList();
    }
}
