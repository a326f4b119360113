package io.dealstream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.decode.Decoding;
import io.dealstream.decode.RecentIds;
import io.dealstream.event.Partition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// What a real broker does seldom.
class EarlierReadingTest {

    private static final TopicPartition NAME = new TopicPartition("deal-events", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final EarlierRange range =
            new EarlierRange(new Partition(NAME.topic(), NAME.partition(), 1), new StartPoint(5, 100, 50, 900, 60));
    private long now;
    private final EarlierReading reading = new EarlierReading(
            consumer,
            new EarlierRecordIntake(
                    Decoding.decoder(),
                    new RecentIds(10, new Random(1)),
                    new Random(2),
                    new SilentSink(),
                    IntakeListener.NONE,
                    () -> Instant.ofEpochMilli(now)),
            IntakeListener.NONE,
            () -> Instant.ofEpochMilli(now));

    @Test
    void givesUpWhatKafkaHasLost() {
        // Given a range of which nothing comes, though Kafka has some of it
        consumer.updateBeginningOffsets(Map.of(NAME, 0L));
        consumer.updateEndOffsets(Map.of(NAME, 10L));
        reading.poll(List.of(range));
        now += 6_000;
        reading.poll(List.of(range));
        assertThat(range.isOver()).isFalse();
        assertThat(consumer.position(NAME)).isEqualTo(5);

        // When Kafka has none of it any more
        consumer.updateEndOffsets(Map.of(NAME, 5L));
        now += 4_000;
        reading.poll(List.of(range));
        assertThat(range.isOver()).isFalse();
        now += 2_000;
        reading.poll(List.of(range));

        assertThat(range.isOver()).isTrue();
    }

    @Test
    void goesOnAtTheFirstRecordThatIsLeft() {
        consumer.updateBeginningOffsets(Map.of(NAME, 20L));
        consumer.updateEndOffsets(Map.of(NAME, 60L));
        reading.poll(List.of(range));
        now += 6_000;

        reading.poll(List.of(range));

        assertThat(range.next()).isEqualTo(20);
        assertThat(consumer.position(NAME)).isEqualTo(20);
        assertThat(range.left()).isEqualTo(30);
    }
}
