package io.dealstream.kafka;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The partitions that Kafka's group protocol gives to this replica, each with what is known of it. They stay paused
/// until somebody reads one. Belongs to the thread that polls.
///
/// @param <T> what is known of one; made anew each time that the partition comes
public final class MemberPartitions<T> {

    private final Consumer<?, ?> consumer;
    private final Function<TopicPartition, T> fresh;
    private final java.util.function.Consumer<Collection<TopicPartition>> farewell;
    private final Map<TopicPartition, T> all = new LinkedHashMap<>();

    /// @param fresh makes what is known of one that has just come
    /// @param farewell called with those that another replica is about to get, while they are still this one's
    public MemberPartitions(
            Consumer<?, ?> consumer,
            Function<TopicPartition, T> fresh,
            java.util.function.Consumer<Collection<TopicPartition>> farewell) {
        this.consumer = consumer;
        this.fresh = fresh;
        this.farewell = farewell;
    }

    /// Asks the group for partitions of these topics.
    public void subscribe(Collection<String> topics) {
        consumer.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> names) {
                take(names);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> names) {
                farewell.accept(names);
                names.forEach(all::remove);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> names) {
                names.forEach(all::remove);
            }
        });
    }

    private void take(Collection<TopicPartition> names) {
        for (TopicPartition name : names) {
            all.put(name, fresh.apply(name));
            // any position will do: without one, the consumer would demand a committed offset
            consumer.seek(name, 0);
        }
        consumer.pause(names);
    }

    /// All of them, as of now.
    public List<T> all() {
        return List.copyOf(all.values());
    }

    /// Which they are, as of now.
    public Set<TopicPartition> names() {
        return Set.copyOf(all.keySet());
    }

    /// What is known of one; null where it is not this replica's. Any poll may change that.
    public @Nullable T get(TopicPartition name) {
        return all.get(name);
    }

    /// Those of which something is true.
    public Map<TopicPartition, T> some(Predicate<T> condition) {
        Map<TopicPartition, T> some = new LinkedHashMap<>(all);
        some.values().removeIf(condition.negate());
        return some;
    }
}
