package io.dealstream.intake;

import static io.dealstream.intake.Cluster.good;
import static io.dealstream.intake.Cluster.goodValue;
import static io.dealstream.intake.Cluster.goodValues;
import static io.dealstream.intake.Cluster.poison;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.kafka.Names;
import io.dealstream.kafka.Timeline;
import io.dealstream.testing.AnyTimestamp;
import io.dealstream.testing.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/// What producers give for the time of a record, with a real broker that lets it all through.
class WildTimestampsTest {

    private static final String KAFKA = EmbeddedKafka.shared().bootstrapServers();
    private static final long NOW = System.currentTimeMillis();
    private static final List<Long> WILD = List.of(
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            -210_000L,
            -6L,
            -5L,
            -4L,
            -3L,
            -2L,
            -1L,
            0L,
            1L,
            Instant.parse("1970-01-01T00:03:00Z").toEpochMilli(),
            NOW,
            Instant.parse("2126-01-01T00:00:00Z").toEpochMilli(),
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli() + 1,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE);

    private final Cluster cluster = new Cluster(KAFKA);
    private final Names names = new Names("wild-" + UUID.randomUUID());
    private final String topic = names.deal();

    @Test
    void neitherStopTheIntakeNorPutItOutOfOrder() {
        make();
        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);

            // When good records and others have them, in any order, each several times
            List<Long> timestamps = shuffled();
            for (int i = 0; i < timestamps.size(); i++) {
                AnyTimestamp.write(KAFKA, good(topic, i), 0, timestamps.get(i));
                AnyTimestamp.write(KAFKA, poison(topic, i), 0, timestamps.get(i));
            }

            // Then the good ones are delivered in order, with what the producer said
            await().untilAsserted(() -> assertThat(replica.events).hasSameSizeAs(timestamps));
            assertThat(replica.values()).containsExactlyElementsOf(goodValues(0, timestamps.size()));
            assertThat(replica.events).extracting(Event::recordTime).containsExactlyElementsOf(timestamps);
            assertThat(replica.events)
                    .extracting(event -> Instant.ofEpochMilli(event.time()).toString())
                    .allSatisfy(time -> assertThat(time).matches("\\d{4}-.*Z"));
            long last = replica.floors.getFirst().watermark();
            for (Event event : replica.events) {
                last = Math.max(last, event.recordTime());
                assertThat(event.position().watermark()).isEqualTo(last);
            }
            // the others are set aside, with what the producer said
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(letters()).hasSameSizeAs(timestamps));
            assertThat(letters())
                    .extracting(WildTimestampsTest::timestamp)
                    .containsExactlyElementsOf(
                            timestamps.stream().map(Object::toString).toList());
            // and the horizon goes on with the clock
            long then = System.currentTimeMillis();
            await().until(() -> replica.horizon.get() > then);
            assertThat(replica.horizon.get()).isLessThanOrEqualTo(System.currentTimeMillis());
            await().untilAsserted(
                            () -> assertThat(replica.status.lag().values()).containsOnly(0L));
        }
    }

    @Test
    void letAReplicaThatStartsLaterFindItsBeginning() {
        make();
        for (int i = 0; i < WILD.size(); i++) {
            AnyTimestamp.write(KAFKA, good(topic, i), 0, WILD.get(i));
        }
        int first = WILD.indexOf(NOW);

        try (Replica replica = Replica.start(KAFKA, names)) {
            await().until(replica.status::isReady);
            AnyTimestamp.write(KAFKA, good(topic, WILD.size()), 0, -1);

            await().untilAsserted(() ->
                    assertThat(replica.values()).containsExactlyElementsOf(goodValues(first, WILD.size() + 1)));
        }
    }

    @Test
    void areAllReadWhereTheWindowIsLongerThanTimeIs() {
        make();
        AnyTimestamp.write(KAFKA, good(topic, 0), 0, -1);
        AnyTimestamp.write(KAFKA, good(topic, 1), 0, -210_000);
        AnyTimestamp.write(KAFKA, good(topic, 2), 0, NOW);

        try (Replica replica = Replica.start(KAFKA, names, Duration.ofDays(30_000))) {
            await().until(() -> replica.story.contains("done"));

            assertThat(replica.earlierValues()).containsExactly(goodValue(0), goodValue(1));
            assertThat(replica.values()).containsExactly(goodValue(2));
        }
    }

    @Test
    void leaveTheTimelineUsable() {
        make();
        Timeline timeline = new Timeline();
        List<Long> timestamps = shuffled();
        for (int i = 0; i < timestamps.size(); i++) {
            AnyTimestamp.write(KAFKA, good(topic, i), 0, timestamps.get(i));
        }

        try (Replica replica = Replica.start(KAFKA, names, Duration.ofDays(30_000))) {
            await().untilAsserted(() ->
                    assertThat(replica.events.size() + replica.earlier.size()).isEqualTo(timestamps.size()));
            timeline.begins(replica.floors.getFirst());
            List<Event> all = new ArrayList<>(replica.events);
            all.addAll(replica.earlier);
            all.forEach(event -> timeline.passed(event.position()));

            for (Event event : all) {
                Position position = event.position();
                assertThat(timeline.before(position.partition(), position.offset() + 1))
                        .isGreaterThanOrEqualTo(position.watermark());
            }
        }
    }

    private void make() {
        cluster.make(
                topic,
                1,
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1"));
    }

    private static List<Long> shuffled() {
        List<Long> timestamps = new ArrayList<>(WILD);
        timestamps.addAll(WILD);
        Collections.shuffle(timestamps, new Random(15));
        return timestamps;
    }

    private List<ConsumerRecord<byte[], byte[]>> letters() {
        return cluster.committed(topic + "-dead-letters");
    }

    private static String timestamp(ConsumerRecord<byte[], byte[]> letter) {
        return Stream.of(letter.headers().lastHeader("dead-letter-timestamp"))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }
}
