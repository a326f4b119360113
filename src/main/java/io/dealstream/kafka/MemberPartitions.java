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

/// The partitions that Kafka's group protocol assigns to this replica, each with its state. They stay paused
/// until their owner reads one. Belongs to the thread that polls.
///
/// @param <T> the state of a partition, made anew each time that the partition is assigned
public final class MemberPartitions<T> {

    private final Consumer<?, ?> consumer;
    private final Function<TopicPartition, T> fresh;
    private final java.util.function.Consumer<Collection<TopicPartition>> farewell;
    private final Map<TopicPartition, T> all = new LinkedHashMap<>();

    /// @param consumer a member of the group
    /// @param fresh makes the state of a partition that was just assigned
    /// @param farewell called with the partitions that another replica is about to get, while this replica
    ///     still owns them
    public MemberPartitions(
            Consumer<?, ?> consumer,
            Function<TopicPartition, T> fresh,
            java.util.function.Consumer<Collection<TopicPartition>> farewell) {
        this.consumer = consumer;
        this.fresh = fresh;
        this.farewell = farewell;
    }

    /// Joins the group for partitions of these topics.
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
            // any position will do: without one the consumer would demand a committed offset
            consumer.seek(name, 0);
        }
        consumer.pause(names);
    }

    /// The states of all partitions that this replica has now.
    public List<T> all() {
        return List.copyOf(all.values());
    }

    /// The names of all partitions that this replica has now.
    public Set<TopicPartition> names() {
        return Set.copyOf(all.keySet());
    }

    /// The state of a partition; null where this replica does not have it. Any poll may change that.
    public @Nullable T get(TopicPartition name) {
        return all.get(name);
    }

    /// The partitions whose state meets a condition.
    public Map<TopicPartition, T> some(Predicate<T> condition) {
        Map<TopicPartition, T> some = new LinkedHashMap<>(all);
        some.values().removeIf(condition.negate());
        return some;
    }
}
