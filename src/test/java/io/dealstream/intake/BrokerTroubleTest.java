package io.dealstream.intake;

import static io.dealstream.intake.Cluster.at;
import static io.dealstream.intake.Cluster.good;
import static io.dealstream.intake.Cluster.goodValue;
import static io.dealstream.intake.Cluster.goodValues;
import static io.dealstream.intake.Cluster.goods;
import static io.dealstream.intake.Cluster.poison;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.intake.IntakeListener.Loss;
import io.dealstream.kafka.Names;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.Records;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that is away, comes back, stands still, and holds damaged records.
class BrokerTroubleTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Names names = new Names("trouble");
    private final String topic = names.deal();
    private BrokerProcess broker;
    private Cluster cluster;

    @BeforeEach
    void layOut() {
        broker = new BrokerProcess(folder, Map.of());
        cluster = new Cluster(broker.bootstrapServers());
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void outlivesABrokerThatIsAwayAtStartAndRestartsLater() {
        try (Replica replica = Replica.start(broker.bootstrapServers(), names)) {
            // Given a start without a broker
            await().during(Duration.ofSeconds(2)).until(() -> !replica.status.isReady());
            assertThat(replica.status.lastContact()).isEmpty();

            // When it comes
            broker.start();
            cluster.make(topic, 2, Map.of());

            // Then reading begins by itself
            await().atMost(LONG).until(replica.status::isReady);
            write(0, 100);
            await().atMost(LONG).until(() -> replica.events.size() == 100);

            // When it crashes and comes back
            broker.kill();
            broker.start();
            write(100, 200);

            // Then nothing is lost or repeated
            await().atMost(LONG).until(() -> replica.events.size() >= 200);
            assertThat(replica.values()).containsExactlyInAnyOrderElementsOf(goodValues(0, 200));
            assertThat(replica.floors).hasSize(2);
            assertThat(replica.status.isReady()).isTrue();
        }
    }

    @Test
    void theHorizonStandsStillWithTheBroker() {
        broker.start();
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(broker.bootstrapServers(), names);
                Records records = new Records(broker.bootstrapServers(), 60_000)) {
            records.write(good(topic, 0));
            await().atMost(LONG).until(() -> !replica.events.isEmpty());
            long taken = System.currentTimeMillis();
            await().atMost(LONG).until(() -> replica.horizon.get() > taken);

            broker.pause();
            long paused = System.currentTimeMillis();
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> replica.horizon.get() <= paused);
            broker.resume();

            await().atMost(LONG).until(() -> replica.horizon.get() > paused);
        }
    }

    @Test
    void skipsDamagedRecordsAndReadsOnInEveryPartition() throws IOException {
        broker.start();
        cluster.make(topic, 1, Map.of());
        cluster.make(names.batch(), 1, Map.of());
        try (Records records = new Records(broker.bootstrapServers())) {
            // Given a record whose bytes were damaged on disk, among others
            records.write(good(topic, 0));
            records.write(poison(topic, 666));
            records.write(good(topic, 1));
            records.write(good(names.batch(), 2));
            damage(topic, "no JSON 666");

            try (Replica replica = Replica.start(broker.bootstrapServers(), names)) {
                await().atMost(LONG).until(replica.status::isReady);
                records.write(good(topic, 3));

                await().atMost(LONG).until(() -> replica.events.size() == 4);
                List<String> ofTopic = new ArrayList<>(replica.values());
                ofTopic.remove(goodValue(2));
                assertThat(ofTopic).containsExactly(goodValue(0), goodValue(1), goodValue(3));
                assertThat(replica.lost).containsExactly(Map.entry(Loss.CORRUPT, 1L));
            }
        }
    }

    @Test
    void whatIsReadBehindGoesOnWhereItWasAfterACrash() {
        broker.start();
        cluster.make(topic, 1, Map.of());
        int count = 40_000;
        long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        try (Records records = new Records(broker.bootstrapServers())) {
            records.writeAll(goods(topic, 0, count).stream()
                    .map(record -> at(record, 0, hourAgo))
                    .toList());
        }
        try (Replica replica = Replica.start(broker.bootstrapServers(), names, Duration.ofHours(24))) {
            // Given a reader that is held up at its first record
            replica.block();
            await().atMost(LONG).until(() -> !replica.earlier.isEmpty());

            broker.kill();
            replica.unblock();
            await().during(Duration.ofSeconds(2))
                    .atMost(LONG)
                    .until(() -> replica.earlier.size() < count && !replica.story.contains("done"));
            broker.start();

            await().atMost(LONG).until(() -> replica.story.contains("done"));
            assertThat(replica.earlierValues()).containsExactlyElementsOf(goodValues(0, count));
            assertThat(replica.failed).isEmpty();
        }
    }

    @Test
    void whatIsReadBehindSkipsDamagedRecords() throws IOException {
        broker.start();
        cluster.make(topic, 1, Map.of());
        long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        try (Records records = new Records(broker.bootstrapServers())) {
            records.write(at(good(topic, 0), 0, hourAgo));
            records.write(at(poison(topic, 666), 0, hourAgo));
            records.write(at(good(topic, 1), 0, hourAgo));
            damage(topic, "no JSON 666");
        }
        try (Replica replica = Replica.start(broker.bootstrapServers(), names, Duration.ofHours(24))) {
            await().atMost(LONG).until(() -> replica.story.contains("done"));

            assertThat(replica.earlierValues()).containsExactly(goodValue(0), goodValue(1));
            assertThat(replica.lost).containsExactly(Map.entry(Loss.CORRUPT, 1L));
        }
    }

    @Test
    void writesEachLetterOnceThoughTheBrokerCrashesMeanwhile() {
        broker.start();
        cluster.make(topic, 1, Map.of());
        int flood = 5_000;
        try (Replica replica = Replica.start(broker.bootstrapServers(), names)) {
            try (Records records = new Records(broker.bootstrapServers())) {
                records.writeAll(IntStream.range(0, flood)
                        .mapToObj(number -> poison(topic, number))
                        .toList());
            }
            await().atMost(LONG).until(() -> replica.lettersWritten.get() > 0);

            broker.kill();
            assertThat(replica.lettersWritten.get()).isLessThan(flood);
            broker.start();

            String letters = topic + "-dead-letters";
            await().atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> cluster.committed(letters).size() >= flood);
            assertThat(cluster.committed(letters))
                    .extracting(letter -> new String(
                            letter.headers().lastHeader("dead-letter-offset").value(), StandardCharsets.UTF_8))
                    .containsExactlyElementsOf(IntStream.range(0, flood)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    private void write(int from, int to) {
        try (Records records = new Records(broker.bootstrapServers(), 60_000)) {
            records.writeAll(goods(topic, from, to));
        }
    }

    /// Changes a byte of a record in the broker's log.
    private void damage(String topic, String text) throws IOException {
        Path log = folder.resolve("data/" + topic + "-0/00000000000000000000.log");
        String bytes = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(bytes.indexOf(text));
            file.write('X');
        }
    }
}
