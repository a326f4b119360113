package io.dealstream.kafka;

import io.dealstream.kafka.Listing.Sighting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/// One incarnation of a topic. A consumer without a group reads all its partitions from the beginning. Each
/// method throws what Kafka throws. Not thread-safe.
public final class WholeTopic {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Uuid id;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /// @param name the topic's name
    /// @param found the incarnation to read
    /// @param consumer is assigned the topic's partitions
    public WholeTopic(String name, Sighting.Present found, Consumer<byte[], byte[]> consumer) {
        this.name = name;
        this.id = found.id();
        this.consumer = consumer;
        follow(found.partitions());
    }

    /// Whether this is the incarnation with that id.
    public boolean is(Uuid incarnation) {
        return id.equals(incarnation);
    }

    /// Also reads the partitions that were added to the topic.
    ///
    /// @param count how many partitions the topic has now
    public void follow(int count) {
        if (count <= ends.size()) {
            return;
        }
        List<TopicPartition> fresh = partitions(ends.size(), count);
        consumer.assign(partitions(0, count));
        consumer.seekToBeginning(fresh);
        ends.putAll(consumer.endOffsets(fresh, TIMEOUT));
    }

    /// The offset behind the last record of each partition when its reading began.
    public Map<TopicPartition, Long> ends() {
        return Map.copyOf(ends);
    }

    /// Whether a record was already on the topic when the reading of its partition began.
    public boolean stoodThere(ConsumerRecord<?, ?> one) {
        return one.offset() < ends.getOrDefault(new TopicPartition(one.topic(), one.partition()), 0L);
    }

    private List<TopicPartition> partitions(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index -> new TopicPartition(name, index))
                .toList();
    }
}
