package io.dealstream.stalls;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/// The partitions that Kafka's group protocol gives to this replica. Nothing is read from them. Belongs to the
/// thread that polls.
final class KeptPartitions implements ConsumerRebalanceListener {

    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, KeptPartition> kept = new LinkedHashMap<>();

    KeptPartitions(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /// All of them, as of now.
    List<KeptPartition> all() {
        return List.copyOf(kept.values());
    }

    /// Those of which something is true.
    Map<TopicPartition, KeptPartition> some(Predicate<KeptPartition> condition) {
        Map<TopicPartition, KeptPartition> some = new LinkedHashMap<>(kept);
        some.values().removeIf(condition.negate());
        return some;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> names) {
        for (TopicPartition name : names) {
            kept.put(name, new KeptPartition(name));
            // any position will do: without one, the consumer would demand a committed offset
            consumer.seek(name, 0);
        }
        consumer.pause(names);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> names) {
        names.forEach(kept::remove);
    }
}
