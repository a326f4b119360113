package io.dealstream.intake;

import static io.dealstream.intake.Cluster.at;
import static io.dealstream.intake.Cluster.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.hub.HubSettings;
import io.dealstream.kafka.Offsets;
import io.dealstream.testing.AnyTimestamp;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where a start begins to read, with a real broker's time index.
class WarmUpTest {

    private static final String KAFKA = EmbeddedKafka.shared().bootstrapServers();
    private static final long MINUTE = 60_000;
    private static final Duration DAY = Duration.ofHours(24);

    /// A quarter of an hour, of which four and a half minutes at least.
    private static final HubSettings MEMORY = Replica.MEMORY;

    private final long now = System.currentTimeMillis();
    private final Cluster cluster = new Cluster(KAFKA);
    private final String topic = "warm-up-" + UUID.randomUUID();
    private final TopicPartition first = new TopicPartition(topic, 0);
    private final TopicPartition second = new TopicPartition(topic, 1);
    private final Records records = new Records(KAFKA);

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void theIntakeBeginsWithTheJournalAndTheRestIsReadBehind() {
        cluster.make(topic, 1, Map.of());
        write(0, 25 * 60, 23 * 60, 60, 16, 14, 1);

        StartPoint point = find(DAY, 1_000).get(first);

        assertThat(point)
                .isEqualTo(new StartPoint(1, before(24 * 60), 4, before(15), 6))
                .matches(StartPoint::hasEarlier);
    }

    @Test
    void theIntakeBeginsLaterWhereTheJournalIsTooMuch() {
        cluster.make(topic, 1, Map.of());
        for (int age = 14; age >= 0; age--) {
            write(0, age, age, age, age);
        }

        // 60 records of the last quarter of an hour, of which 30 may be read
        StartPoint point = find(DAY, 30).get(first);

        assertThat(point.earlier()).isZero();
        assertThat(point.offset()).isBetween(30L, 40L);
        // the watermark is that of a time, and as far as can be
        long oldest = 14 - point.offset() / 4;
        assertThat(point.watermark()).isBetween(before(oldest + 2), before(oldest));
    }

    @Test
    void theIntakeNeverBeginsBehindWhatIdsRelyOn() {
        cluster.make(topic, 1, Map.of());
        write(0, 10, 5, 4, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1);

        assertThat(find(DAY, 1).get(first)).isEqualTo(new StartPoint(0, before(24 * 60), 2, now - 270_001, 14));
    }

    @Test
    void aPartitionLeavesToOthersWhatItDoesNotNeed() {
        cluster.make(topic, 3, Map.of());
        write(0, 14, 13);
        write(1, 14, 14, 14, 14, 13, 13, 12, 12);

        Map<TopicPartition, StartPoint> points = find(DAY, 11);

        assertThat(points).hasSize(3);
        assertThat(points.values()).allMatch(point -> point.offset() == 0 && point.watermark() == before(15));
        assertThat(find(DAY, 9).get(first).offset()).isZero();
        assertThat(find(DAY, 9).get(second).offset()).isPositive();
    }

    @Test
    void theIntakeNeverBeginsBeforeTheWindow() {
        cluster.make(topic, 1, Map.of());
        write(0, 10, 5, 1);

        StartPoint point = find(Duration.ofMinutes(2), 1_000).get(first);

        assertThat(point).isEqualTo(new StartPoint(2, before(2), 3)).matches(start -> !start.hasEarlier());
    }

    @Test
    void beginsAtTheEndWhereNothingIsRecent() {
        cluster.make(topic, 1, Map.of());
        write(0, 20, 18);

        assertThat(find(DAY, 1_000).get(first)).isEqualTo(new StartPoint(0, before(24 * 60), 2, before(15), 2));
        assertThat(find(Duration.ofMinutes(1), 0).get(first)).isEqualTo(new StartPoint(2, before(1), 2));
    }

    /// What stands behind a record from the future has a watermark that nobody can be said to have seen.
    @Test
    void skipsNothingWhateverTimestampsProducersGive() {
        cluster.make(
                topic,
                2,
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1"));
        write(0, 60);
        AnyTimestamp.write(KAFKA, good(topic, 1), 0, Long.MAX_VALUE);
        write(0, 50, 1, 1, 1);
        AnyTimestamp.write(KAFKA, good(topic, 1), 1, -1);
        AnyTimestamp.write(KAFKA, good(topic, 1), 1, Long.MIN_VALUE);
        write(1, 50, 1);

        Map<TopicPartition, StartPoint> points = find(DAY, 1);

        assertThat(points.get(first).earlier()).isZero();
        assertThat(points.get(first).offset()).isEqualTo(1);
        assertThat(points.get(second)).isEqualTo(new StartPoint(2, before(24 * 60), 3, now - 270_001, 4));
        // even if everything counts
        Map<TopicPartition, StartPoint> all = find(Duration.ofDays(365 * 100), 1);
        assertThat(all.values()).allMatch(point -> point.earlier() == 0);
    }

    private Map<TopicPartition, StartPoint> find(Duration window, long most) {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(now));
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, KAFKA))) {
            Set<TopicPartition> partitions = cluster.partitions(topic);
            return new WarmUp(window, MEMORY, most, clock)
                    .find(new Offsets(admin, Duration.ofSeconds(5)), partitions)
                    .join();
        }
    }

    /// The greatest timestamp of records that are older than that.
    private long before(long minutes) {
        return now - minutes * MINUTE - 1;
    }

    /// Records of these ages.
    private void write(int partition, long... minutes) {
        for (long age : minutes) {
            records.write(at(good(topic, 0), partition, now - age * MINUTE));
        }
    }
}
