package io.dealstream.history;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.history.Survey.Extent;
import io.dealstream.history.Survey.First;
import io.dealstream.intake.EventTopics;
import io.dealstream.intake.Offsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Asks Kafka what has to be known before a pass begins.
final class Surveyor {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final long NOBODY = Long.MAX_VALUE;

    /// Kafka tells no timestamp of the oldest record, which is asked for where everything is wanted. It may be any.
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Admin admin;
    private final EventTopics topics;

    Surveyor(Admin admin, EventTopics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /// Asks for all that these requests need.
    ///
    /// @throws KafkaException when Kafka does not say which topics there are
    Survey survey(Collection<Recall> recalls) {
        Set<Partition> live = live();
        return new Survey(live, extents(needed(recalls, live)));
    }

    private Set<Partition> live() {
        Set<Partition> live = new HashSet<>();
        admin.describeTopics(
                        TopicCollection.ofTopicNames(topics.names()),
                        new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                .topicNameValues()
                .forEach((name, answer) -> live.addAll(partitions(name, answer)));
        return live;
    }

    private Set<Partition> partitions(String name, KafkaFuture<TopicDescription> answer) {
        Set<Partition> partitions = new HashSet<>();
        try {
            // Not every step of the answer keeps to the time given in the options.
            TopicDescription topic = answer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            int tag = topics.tag(name, topic.topicId());
            for (int index = 0; index < topic.partitions().size(); index++) {
                partitions.add(new Partition(name, index, tag));
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UnknownTopicOrPartitionException absent -> {}
                case InvalidTopicException absent -> {}
                case TopicAuthorizationException hidden -> {}
                case null, default -> throw new KafkaException("no answer about topic " + name, e);
            }
        } catch (TimeoutException e) {
            throw new KafkaException("no answer about topic " + name, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return partitions;
    }

    /// The partitions that matter, with the earliest time that somebody wants from them; [#NOBODY] where only
    /// their ends are of interest.
    private static Map<Partition, Long> needed(Collection<Recall> recalls, Set<Partition> live) {
        Map<Partition, Long> needed = new HashMap<>();
        for (Recall recall : recalls) {
            recall.legs().forEach(leg -> needed.merge(leg.partition(), NOBODY, Math::min));
            if (!recall.isAdmitted()) {
                for (Position until : recall.until()) {
                    needed.merge(until.partition(), recall.after().since(), Math::min);
                }
                for (Partition partition : live) {
                    if (recall.after().speaksOf(partition)) {
                        needed.merge(partition, NOBODY, Math::min);
                    }
                }
            }
        }
        needed.keySet().retainAll(live);
        return needed;
    }

    /// The beginnings are asked for last: what was deleted while the other answers were on their way must not pass
    /// for something that was never there.
    private Map<Partition, Extent> extents(Map<Partition, Long> needed) {
        Map<Partition, Long> timed = new HashMap<>(needed);
        timed.values().removeIf(since -> since == NOBODY);
        Asked firsts = ask(timed.keySet(), partition -> Offsets.spec(timed.getOrDefault(partition, 0L)));
        Asked ends = ask(needed.keySet(), partition -> OffsetSpec.latest());
        firsts.await();
        ends.await();
        Asked beginnings = ask(needed.keySet(), partition -> OffsetSpec.earliest());
        Map<Partition, Extent> extents = new HashMap<>();
        needed.forEach((partition, since) -> {
            Asked timely = since == NOBODY ? ends : firsts;
            extent(since, beginnings.answer(partition), ends.answer(partition), timely.answer(partition))
                    .ifPresent(extent -> extents.put(partition, extent));
        });
        return extents;
    }

    private static Optional<Extent> extent(
            long since,
            @Nullable ListOffsetsResultInfo beginning,
            @Nullable ListOffsetsResultInfo end,
            @Nullable ListOffsetsResultInfo first) {
        if (beginning == null || end == null || first == null) {
            return Optional.empty();
        }
        if (since == NOBODY || first.offset() < 0) {
            return Optional.of(new Extent(beginning.offset(), end.offset(), since, null));
        }
        if (first.offset() < beginning.offset()) {
            return Optional.empty(); // deleted while we were asking: ask again
        }
        First found = new First(first.offset(), since < 0 ? UNKNOWN : first.timestamp());
        return Optional.of(new Extent(beginning.offset(), end.offset(), since, found));
    }

    private Asked ask(Set<Partition> partitions, Function<Partition, OffsetSpec> question) {
        Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
        partitions.forEach(partition -> questions.put(topicPartition(partition), question.apply(partition)));
        return new Asked(partitions, admin.listOffsets(questions, new ListOffsetsOptions().timeoutMs(TIMEOUT_MILLIS)));
    }

    static TopicPartition topicPartition(Partition partition) {
        return new TopicPartition(partition.topic(), partition.index());
    }

    /// Answers that are on their way.
    private record Asked(Set<Partition> partitions, ListOffsetsResult result) {

        void await() {
            partitions.forEach(this::answer);
        }

        /// Null when there was none.
        @Nullable
        ListOffsetsResultInfo answer(Partition partition) {
            try {
                return result.partitionResult(topicPartition(partition)).get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                return null;
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }
}
