package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyLogTest {

    private static final KeyRecord KEY = Keys.active("secret", Scope.DEALS_READ);
    private static final byte[] ACTIVE = KeyJson.write(KEY);
    private static final byte[] REVOKED = KeyJson.write(KEY.revoked());

    private final KeyLog log = new KeyLog(2);

    @Test
    void theLastRecordOfAPartitionCountsWhateverItsTimestamp() {
        log.apply(record(0, 0, 2_000, ACTIVE));
        log.apply(record(0, 1, 1_000, REVOKED));

        assertThat(log.get(KEY.hash())).isEqualTo(KEY.revoked());
    }

    @Test
    void theLatestTimestampCountsBetweenPartitions() {
        log.apply(record(1, 5, 2_000, REVOKED));
        log.apply(record(0, 9, 1_000, ACTIVE));

        assertThat(log.get(KEY.hash())).isEqualTo(KEY.revoked());
    }

    @Test
    void whatGrantsLessCountsAtEqualTimestamps() {
        log.apply(record(0, 0, 1_000, REVOKED));
        log.apply(record(1, 0, 1_000, ACTIVE));
        assertThat(log.get(KEY.hash())).isEqualTo(KEY.revoked());

        log.apply(record(0, 1, 1_000, null));
        assertThat(log.get(KEY.hash())).isNull();
    }

    @Test
    void aTombstoneDeletes() {
        log.apply(record(0, 0, 1_000, ACTIVE));

        assertThat(log.apply(record(0, 1, 1_000, null))).contains(KEY.hash());
        assertThat(log.get(KEY.hash())).isNull();
        assertThat(log.keys()).isEmpty();
        assertThat(log.mentions(KEY.hash())).isTrue();
    }

    @Test
    void aValueThatCannotBeReadGrantsNothing() {
        log.apply(record(0, 0, 1_000, ACTIVE));
        log.apply(record(0, 1, 1_000, "{".getBytes(StandardCharsets.UTF_8)));

        assertThat(log.get(KEY.hash())).isNull();
    }

    @Test
    void skipsRecordsWhoseKeyIsNoHash() {
        assertThat(log.apply(record("sk_live_secret", ACTIVE))).isEmpty();
        assertThat(log.apply(record(null, ACTIVE))).isEmpty();
        assertThat(log.keys()).isEmpty();
    }

    @Test
    void keepsNoMoreKeysThanItMay() {
        KeyHash third = KeyHash.of("third");
        log.apply(record(KeyHash.of("first").hex(), ACTIVE));
        log.apply(record(KeyHash.of("second").hex(), ACTIVE));

        assertThat(log.apply(record(third.hex(), ACTIVE))).isEmpty();
        assertThat(log.get(third)).isNull();
        assertThat(log.apply(record(KeyHash.of("second").hex(), REVOKED))).isPresent();
    }

    private static ConsumerRecord<byte[], byte[]> record(@Nullable String key, byte @Nullable [] value) {
        return record(key, 0, 0, 0, value);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, long timestamp, byte @Nullable [] value) {
        return record(KEY.hash().hex(), partition, offset, timestamp, value);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            @Nullable String key, int partition, long offset, long timestamp, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "api-keys",
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
