package io.dealstream.intake;

import static io.dealstream.intake.Cluster.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.kafka.Names;
import io.dealstream.progress.DocumentProgress;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Documents that stand still, with a real broker and several replicas.
@SuppressWarnings("try") // a replica does its work by being there
class StallsTest {

    private static final String KAFKA = EmbeddedKafka.shared().bootstrapServers();
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration AFTER = Duration.ofSeconds(4);

    private final Cluster cluster = new Cluster(KAFKA);
    private final Names names = new Names("stalls-" + UUID.randomUUID());
    private final String topic = names.processing();
    private final Records records = new Records(KAFKA);

    @BeforeEach
    void make() {
        cluster.make(topic, 4, Map.of());
    }

    @AfterEach
    void close() {
        records.close();
    }

    private ProducerRecord<byte[], byte[]> event(String type, int deal, String stage) {
        String value = "{\"deal_id\":" + deal + ",\"statement_id\":7,\"stage\":\"" + stage
                + "\",\"progress\":40,\"health_score\":1}";
        return Records.event(topic, "acme", type, Integer.toString(deal), value);
    }

    private void started(int deal) {
        records.write(event("processing.started", deal, "uploaded"));
    }

    private List<ConsumerRecord<byte[], byte[]>> told() {
        return cluster.committed(topic).stream()
                .filter(one -> header(one, "ce_type").equals("processing.stalled"))
                .toList();
    }

    private void awaitTold(int count) {
        await().atMost(LONG).until(() -> told().size() >= count);
    }

    private static String header(ConsumerRecord<byte[], byte[]> one, String name) {
        return new String(one.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<String> deals(List<ConsumerRecord<byte[], byte[]>> told) {
        return told.stream()
                .map(one -> new String(one.key(), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    private static void awaitComplete(WatchfulReplica replica) {
        long now = System.currentTimeMillis();
        await().atMost(LONG).until(() -> replica.status.completeAsOf() > now);
    }

    @Test
    void tellsOfADocumentOnceAndAgainAfterAFurtherEvent() {
        try (WatchfulReplica replica = WatchfulReplica.start(KAFKA, names, AFTER)) {
            awaitComplete(replica);
            started(1);
            started(2);
            records.write(event("processing.completed", 2, "completed"));
            records.write(event("processing.started", 3, "running_ocr"));

            awaitTold(1);
            ConsumerRecord<byte[], byte[]> first = told().getFirst();
            ConsumerRecord<byte[], byte[]> last = cluster.committed(topic).stream()
                    .filter(one -> new String(one.key(), StandardCharsets.UTF_8).equals("1"))
                    .findFirst()
                    .orElseThrow();

            assertThat(new String(first.value(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"deal_id\":1,\"statement_id\":7,\"stage\":\"uploaded\",\"progress\":40,\"since\":\""
                            + Instant.ofEpochMilli(last.timestamp()) + "\"}");
            assertThat(header(first, "ce_tenant")).isEqualTo("acme");
            assertThat(first.partition()).isEqualTo(last.partition());
            assertThat(first.timestamp() - last.timestamp()).isGreaterThanOrEqualTo(AFTER.toMillis());
            await().atMost(LONG)
                    .until(() -> replica.document(1, "7")
                            .map(DocumentProgress::stalledSince)
                            .isPresent());
            assertThat(replica.document(1, "7").orElseThrow().isPending()).isTrue();

            records.write(event("processing.progress", 1, "analyzing"));
            await().atMost(LONG)
                    .until(() -> replica.document(1, "7")
                            .map(DocumentProgress::stalledSince)
                            .isEmpty());
            awaitTold(2);
            assertThat(told()).extracting(one -> header(one, "ce_id")).doesNotHaveDuplicates();
            assertThat(deals(told())).containsExactly("1", "1");
        }
    }

    @Test
    void tellsOfEachOnceWhileReplicasComeAndGo() {
        int perRound = 20;
        try (WatchfulReplica first = WatchfulReplica.start(KAFKA, names, AFTER)) {
            start(0, perRound);
            try (WatchfulReplica second = WatchfulReplica.start(KAFKA, names, AFTER)) {
                start(perRound, 2 * perRound);
                awaitTold(perRound);
                try (WatchfulReplica third = WatchfulReplica.start(KAFKA, names, AFTER)) {
                    start(2 * perRound, 3 * perRound);
                    awaitTold(2 * perRound);
                }
            }
            start(3 * perRound, 4 * perRound);
        }
        try (WatchfulReplica fourth = WatchfulReplica.start(KAFKA, names, AFTER)) {
            awaitTold(4 * perRound);
            started(1_000);
            awaitTold(4 * perRound + 1);
        }
        assertThat(deals(told()))
                .containsExactlyElementsOf(IntStream.concat(IntStream.range(0, 4 * perRound), IntStream.of(1_000))
                        .mapToObj(Integer::toString)
                        .sorted()
                        .toList());
    }

    private void start(int from, int to) {
        records.writeAll(IntStream.range(from, to)
                .mapToObj(deal -> event("processing.started", deal, "uploaded"))
                .toList());
    }

    @Test
    void aKeeperThatStoodStillBeforeItWroteIsRefused() {
        try (WatchfulReplica late = WatchfulReplica.start(KAFKA, names, AFTER)) {
            awaitComplete(late);
            late.holdBeforeWriting();
            started(1);
            await().atMost(LONG).until(() -> late.heldUp.get() > 0);
            try (WatchfulReplica next = WatchfulReplica.start(KAFKA, names, AFTER)) {
                awaitTold(1);
                assertThat(next.written.get()).isEqualTo(1);
                int before = late.delayed.get();

                late.goOnWriting();

                await().atMost(LONG).until(() -> late.delayed.get() > before);
                started(2);
                awaitTold(2);
            }
            started(3);
            awaitTold(3);
        }
        assertThat(deals(told())).containsExactly("1", "2", "3");
    }

    @Test
    void aReplicaThatIsBehindTellsOfNothing() {
        try (WatchfulReplica behind = WatchfulReplica.start(KAFKA, names, AFTER)) {
            awaitComplete(behind);
            start(0, 20);
            await().atMost(LONG).until(() -> behind.document(19, "7").isPresent());
            behind.block();
            // documents go on and end while it hears nothing
            long until = System.currentTimeMillis() + 3 * AFTER.toMillis();
            await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> {
                IntStream.range(0, 20).forEach(deal -> records.write(event("processing.progress", deal, "analyzing")));
                return System.currentTimeMillis() > until;
            });
            IntStream.range(0, 19).forEach(deal -> records.write(event("processing.completed", deal, "completed")));
            assertThat(told()).isEmpty();
            behind.unblock();

            awaitTold(1);
            awaitComplete(behind);
        }
        assertThat(deals(told())).containsExactly("19");
    }

    @Test
    void aRestartGoesOnWithTheClockWhateverProducersClocksSay() {
        Duration after = Duration.ofSeconds(12);
        long old = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        long beganAt;
        try (WatchfulReplica replica = WatchfulReplica.start(KAFKA, names, after)) {
            awaitComplete(replica);
            // each in a partition of its own, since a watermark never falls
            beganAt = System.currentTimeMillis();
            records.write(at(event("processing.started", 1, "uploaded"), 0, beganAt));
            records.write(at(event("processing.started", 2, "uploaded"), 1, old));
            records.write(at(
                    event("processing.started", 3, "uploaded"),
                    2,
                    beganAt + Duration.ofMinutes(50).toMillis()));
            await().atMost(LONG).until(() -> replica.document(3, "7").isPresent());
            // long enough to see whether the next one begins from the start
            long later = beganAt + 12_000;
            await().atMost(LONG).until(() -> System.currentTimeMillis() > later);
        }
        long restartedAt = System.currentTimeMillis();
        try (WatchfulReplica replica = WatchfulReplica.start(KAFKA, names, after)) {
            awaitComplete(replica);
            awaitTold(3);
        }

        assertThat(deals(told())).containsExactly("1", "2", "3");
        assertThat(told())
                .allSatisfy(
                        one -> assertThat(Instant.parse(header(one, "ce_time")).toEpochMilli())
                                .as(deals(List.of(one)).toString())
                                .isBetween(beganAt + after.toMillis(), restartedAt + after.toMillis()));
    }

    @Test
    void whatStalledWhileNobodyWasThereIsToldByTheNext() {
        long old = System.currentTimeMillis() - Duration.ofMinutes(30).toMillis();
        records.write(at(event("processing.started", 1, "uploaded"), 0, old));
        records.write(at(event("processing.started", 2, "uploaded"), 0, old));
        records.write(at(event("processing.completed", 2, "completed"), 0, old + 1));
        records.write(at(event("processing.started", 3, "running_ocr"), 0, old));
        try (WatchfulReplica replica = WatchfulReplica.start(KAFKA, names, Duration.ofMinutes(20))) {
            awaitTold(1);
            awaitComplete(replica);
        }
        assertThat(deals(told())).containsExactly("1");
    }
}
