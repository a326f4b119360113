package io.dealstream.access;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Listing.Sighting;
import io.dealstream.kafka.WholeTopic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/// Reads one incarnation of the topic of keys from its beginning. Each method throws what Kafka throws; then
/// this reader must be closed. Not thread-safe.
final class KeyReader implements AutoCloseable {

    /// The purpose in the ids of its clients.
    static final String PURPOSE = "api-keys";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final WholeTopic topic;
    private final Consumer<byte[], byte[]> consumer;
    private final KeyLog log;
    private final Map<TopicPartition, Long> endsAtStart;
    private boolean caughtUp;

    private KeyReader(String topic, Sighting.Present found, Consumer<byte[], byte[]> consumer, KeyLog log) {
        this.topic = new WholeTopic(topic, found, consumer);
        this.consumer = consumer;
        this.log = log;
        this.endsAtStart = this.topic.ends();
    }

    /// @param maxKeys see [KeyLog]
    static KeyReader open(String topic, Sighting.Present found, KafkaClients clients, int maxKeys) {
        Consumer<byte[], byte[]> consumer = clients.reader(PURPOSE);
        try {
            return new KeyReader(topic, found, consumer, new KeyLog(maxKeys));
        } catch (RuntimeException | Error e) {
            consumer.close();
            throw e;
        }
    }

    boolean reads(Uuid incarnation) {
        return topic.is(incarnation);
    }

    /// Also reads the partitions that were added to the topic.
    ///
    /// @param count how many partitions the topic has now
    void follow(int count) {
        topic.follow(count);
    }

    /// Waits up to `wait` for records and passes them on. When the ends at start are reached, all keys are
    /// passed at once, and from then on each change.
    void read(Duration wait, KeyTable table) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            Optional<KeyHash> changed = log.apply(record);
            if (caughtUp) {
                changed.ifPresent(hash -> table.change(hash, log.get(hash)));
            }
        }
        if (!caughtUp && endsReached()) {
            caughtUp = true;
            table.replace(log.keys());
        }
    }

    /// Reads up to the ends at start and returns all keys.
    ///
    /// @throws org.apache.kafka.common.errors.TimeoutException when the broker does not answer in time
    KeyLog readAll() {
        while (!endsReached()) {
            consumer.poll(TIMEOUT).forEach(log::apply);
        }
        return log;
    }

    private boolean endsReached() {
        return endsAtStart.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), TIMEOUT) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
