package io.dealstream.intake;

import io.dealstream.event.Partition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Says from time to time which partitions there are. A topic's id, which only the administrative interface
/// tells, is what gives away that a topic was deleted and made again under its old name. Belongs to the
/// intake's thread and never makes it wait.
final class PartitionDirectory {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final long SOON_MILLIS = 500;

    /// All partitions of all topics that exist and may be read.
    ///
    /// @param askedAt epoch ms
    record Listing(long askedAt, List<Partition> partitions) {}

    private final Admin admin;
    private final EventTopics topics;
    private final long intervalMillis;
    private final InstantSource clock;
    private final SparseLog log;
    private @Nullable Map<String, KafkaFuture<TopicDescription>> asked;
    private long askedAt;
    private long askAgainAt = Long.MIN_VALUE;

    PartitionDirectory(Admin admin, EventTopics topics, Duration interval, InstantSource clock) {
        this.admin = admin;
        this.topics = topics;
        this.intervalMillis = interval.toMillis();
        this.clock = clock;
        this.log = new SparseLog(PartitionDirectory.class, clock);
    }

    /// Something does not fit what was last said.
    void askSoon() {
        askAgainAt = Math.min(askAgainAt, Math.max(clock.millis(), askedAt + SOON_MILLIS));
    }

    /// A listing, once for each time that one is complete.
    Optional<Listing> listing() {
        if (asked == null && clock.millis() >= askAgainAt) {
            askedAt = clock.millis();
            askAgainAt = askedAt + intervalMillis;
            asked = admin.describeTopics(
                            TopicCollection.ofTopicNames(topics.names()),
                            new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                    .topicNameValues();
        }
        if (asked == null || !asked.values().stream().allMatch(KafkaFuture::isDone)) {
            return Optional.empty();
        }
        Map<String, KafkaFuture<TopicDescription>> answered = asked;
        asked = null;
        return listing(answered);
    }

    private Optional<Listing> listing(Map<String, KafkaFuture<TopicDescription>> answered) {
        List<Partition> partitions = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answered.entrySet()) {
            try {
                TopicDescription topic = answer.getValue().get();
                int tag = topics.tag(topic.name(), topic.topicId());
                for (TopicPartitionInfo partition : topic.partitions()) {
                    partitions.add(new Partition(topic.name(), partition.partition(), tag));
                }
            } catch (ExecutionException e) {
                if (!isAbsent(answer.getKey(), e.getCause())) {
                    log.warn("listing", "Kafka is away: " + SparseLog.root(e));
                    return Optional.empty();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.of(new Listing(askedAt, partitions));
    }

    private boolean isAbsent(String topic, @Nullable Throwable failure) {
        return switch (failure) {
            case UnknownTopicOrPartitionException missing -> true;
            case TopicAuthorizationException forbidden -> {
                log.warn(topic, "Not allowed to read the topic " + topic);
                yield true;
            }
            case InvalidTopicException invalid -> {
                log.warn(topic, "No topic can have the name " + topic);
                yield true;
            }
            case null, default -> false;
        };
    }
}
