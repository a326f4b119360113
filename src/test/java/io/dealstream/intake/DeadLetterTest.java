package io.dealstream.intake;

import static io.dealstream.intake.Cluster.at;
import static io.dealstream.intake.Cluster.good;
import static io.dealstream.intake.Cluster.poison;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.kafka.Names;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of records that are no events, with a real broker.
@SuppressWarnings("try") // a replica does its work by being there
class DeadLetterTest {

    private static final String KAFKA = EmbeddedKafka.shared().bootstrapServers();
    private static final Duration LONG = Duration.ofMinutes(3);

    private final Cluster cluster = new Cluster(KAFKA);
    private final Names names = new Names("letters-" + UUID.randomUUID());
    private final String topic = names.deal();
    private final String letters = topic + "-dead-letters";
    private final Records records = new Records(KAFKA);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void keepsARejectedRecordWholeAndSaysWhyAndWhereItStood() {
        cluster.make(topic, 2, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            long time = System.currentTimeMillis() - 60_000;
            records.write(at(good(topic, 0), 1, time));
            ProducerRecord<byte[], byte[]> poison = at(poison(topic, 1), 1, time);
            records.write(poison);

            ConsumerRecord<byte[], byte[]> letter = awaitLetters(1).getFirst();

            assertThat(letter.key()).isEqualTo(poison.key());
            assertThat(letter.value()).isEqualTo(poison.value());
            for (Header header : poison.headers()) {
                assertThat(letter.headers().headers(header.key())).containsExactly(header);
            }
            assertThat(header(letter, "reason")).isEqualTo("not-json");
            assertThat(header(letter, "detail")).isNotNull().doesNotContain("no JSON");
            assertThat(header(letter, "topic")).isEqualTo(topic);
            assertThat(header(letter, "partition")).isEqualTo("1");
            assertThat(header(letter, "offset")).isEqualTo("1");
            assertThat(header(letter, "timestamp")).isEqualTo(Long.toString(time));
        }
    }

    @Test
    void keepsATombstone() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            records.write(new ProducerRecord<>(topic, "key".getBytes(StandardCharsets.UTF_8), null));

            ConsumerRecord<byte[], byte[]> letter = awaitLetters(1).getFirst();

            assertThat(letter.value()).isNull();
            assertThat(header(letter, "reason")).isEqualTo("tombstone");
        }
    }

    @Test
    void writesEachLetterOnceWhileReplicasComeAndGo() {
        cluster.make(topic, 4, Map.of());
        int rounds = 6;
        int perRound = 100;
        try (Replica first = Replica.start(KAFKA, names)) {
            writeMixed(0, perRound);
            try (Replica second = Replica.start(KAFKA, names)) {
                writeMixed(perRound, 2 * perRound);
                await().atMost(LONG).until(() -> second.rejected.size() == 2 * perRound);
                try (Replica third = Replica.start(KAFKA, names)) {
                    writeMixed(2 * perRound, 3 * perRound);
                }
                writeMixed(3 * perRound, 4 * perRound);
            }
            writeMixed(4 * perRound, 5 * perRound);
        }
        try (Replica fourth = Replica.start(KAFKA, names)) {
            writeMixed(5 * perRound, rounds * perRound);

            awaitLetters(rounds * perRound);
        }
        assertThat(cluster.committed(letters))
                .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, rounds * perRound)
                        .mapToObj(number -> "no JSON " + number)
                        .toList());
    }

    @Test
    void keepsEveryLetterOfAFloodThatTheLedgerForgets() {
        cluster.make(topic, 1, Map.of());
        int flood = 12_000;
        try (Replica replica = Replica.start(KAFKA, names)) {
            records.writeAll(IntStream.range(0, flood)
                    .mapToObj(number -> poison(topic, number))
                    .toList());

            awaitLetters(flood);
        }
        assertThat(cluster.committed(letters))
                .extracting(letter -> header(letter, "offset"))
                .containsExactlyElementsOf(
                        IntStream.range(0, flood).mapToObj(Integer::toString).toList());
    }

    @Test
    void keepsWhatWasRejectedWhileNobodyWasThereAndNothingBefore() {
        // Given a replica that was once there, and poison from before its window
        cluster.make(topic, 1, Map.of());
        long old = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        records.write(at(poison(topic, 0), 0, old));
        try (Replica replica = Replica.start(KAFKA, names)) {
            records.write(poison(topic, 1));
            awaitLetters(1);
        }

        // When poison comes while it is away, and the next replica looks back less far
        records.write(at(poison(topic, 2), 0, System.currentTimeMillis()));
        try (Replica replica = Replica.start(KAFKA, names, Duration.ZERO)) {
            List<ConsumerRecord<byte[], byte[]>> all = awaitLetters(2);

            assertThat(all)
                    .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                    .containsExactly("no JSON 1", "no JSON 2");
            assertThat(replica.rejected).isEmpty();
        }
    }

    @Test
    void leavesOutTheValueWhereTheBrokerFindsTheLetterTooLarge() {
        // Given a topic for dead letters with a low limit
        cluster.make(topic, 1, Map.of());
        cluster.make(letters, 1, Map.of("max.message.bytes", "2000"));
        try (Replica replica = Replica.start(KAFKA, names)) {
            ProducerRecord<byte[], byte[]> large =
                    Records.event(topic, "acme", "deal.created", "key", "no JSON " + noise(20_000));
            ProducerRecord<byte[], byte[]> largeKey =
                    Records.event(topic, "acme", "deal.created", noise(20_000), "no JSON");

            records.write(poison(topic, 0));
            records.write(large);
            records.write(largeKey);

            List<ConsumerRecord<byte[], byte[]>> all = awaitLetters(3);
            assertThat(all.get(0).value()).isNotNull();
            assertThat(all.get(1).value()).isNull();
            assertThat(all.get(1).key()).isEqualTo(large.key());
            assertThat(header(all.get(1), "omitted")).isEqualTo("value");
            assertThat(all.get(2).key()).isNull();
            assertThat(header(all.get(2), "omitted")).isEqualTo("key,value,headers");
            assertThat(header(all.get(2), "offset")).isEqualTo("2");
        }
    }

    @Test
    void deliveryGoesOnWhileLettersCannotBeWritten() {
        // Given a topic for dead letters that takes none, however small
        cluster.make(topic, 1, Map.of());
        cluster.make(letters, 1, Map.of("max.message.bytes", "200"));
        try (Replica replica = Replica.start(KAFKA, names)) {
            records.write(poison(topic, 0));
            records.write(good(topic, 1));
            await().until(() -> replica.events.size() == 1);
            await().atMost(LONG).until(() -> replica.delayed.get() > 0);

            // When it takes letters again
            cluster.set(letters, "max.message.bytes", "100000");

            // Then the one that waited is written
            assertThat(awaitLetters(1)).hasSize(1);
            records.write(good(topic, 2));
            await().until(() -> replica.events.size() == 2);
        }
    }

    @Test
    void startsOverWithATopicThatWasMadeAgain() {
        cluster.make(topic, 1, Map.of());
        try (Replica replica = Replica.start(KAFKA, names)) {
            records.writeAll(List.of(poison(topic, 0), poison(topic, 1), poison(topic, 2)));
            awaitLetters(3);

            cluster.administer(admin -> admin.deleteTopics(List.of(topic)).all());
            cluster.make(topic, 1, Map.of());
            try (Records fresh = new Records(KAFKA)) {
                fresh.write(poison(topic, 3));
            }

            assertThat(awaitLetters(4).getLast().value())
                    .isEqualTo(poison(topic, 3).value());
        }
    }

    private void writeMixed(int from, int to) {
        List<RecordMetadata> written = records.writeAll(IntStream.range(from, to)
                .boxed()
                .flatMap(number -> List.of(good(topic, number), poison(topic, number)).stream())
                .toList());
        assertThat(written).hasSize(2 * (to - from));
    }

    private List<ConsumerRecord<byte[], byte[]>> awaitLetters(int count) {
        await().atMost(LONG)
                .ignoreExceptions()
                .until(() -> cluster.committed(letters).size() >= count);
        return cluster.committed(letters);
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader("dead-letter-" + name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /// Text that does not compress well.
    private static String noise(int length) {
        return new java.util.Random(1)
                .ints(length, 'a', 'z')
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }
}
