package io.dealstream.history;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.history.Survey.Extent;
import io.dealstream.history.Survey.First;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.Listing;
import io.dealstream.kafka.Offsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Asks Kafka for what must be known before a pass begins.
final class Surveyor {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long NOBODY = Long.MAX_VALUE;

    /// The timestamp of the oldest record, where all records are wanted: Kafka does not tell it, so it may be
    /// any.
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Admin admin;
    private final EventTopics topics;
    private final InstantSource clock;

    Surveyor(Admin admin, EventTopics topics, InstantSource clock) {
        this.admin = admin;
        this.topics = topics;
        this.clock = clock;
    }

    /// Asks for everything that these requests need.
    ///
    /// @throws KafkaException when Kafka does not say which topics exist
    Survey survey(Collection<PastRequest> requests) {
        Set<Partition> live = live();
        return new Survey(live, extents(needed(requests, live)));
    }

    private Set<Partition> live() {
        Listing listing = FollowedTopics.list(admin, topics.names(), PATIENCE, clock);
        listing.silence().ifPresent(cause -> {
            throw new KafkaException("no answer about the event topics", cause);
        });
        return Set.copyOf(topics.partitions(listing));
    }

    /// The partitions that matter, with the earliest time that a request wants of each; [#NOBODY] where only
    /// the ends are needed.
    private static Map<Partition, Long> needed(Collection<PastRequest> requests, Set<Partition> live) {
        Map<Partition, Long> needed = new HashMap<>();
        for (PastRequest request : requests) {
            request.remaining().forEach(range -> needed.merge(range.partition(), NOBODY, Math::min));
            if (!request.isAdmitted()) {
                for (Position until : request.until()) {
                    needed.merge(until.partition(), request.after().since(), Math::min);
                }
                for (Partition partition : live) {
                    if (request.after().speaksOf(partition)) {
                        needed.merge(partition, NOBODY, Math::min);
                    }
                }
            }
        }
        needed.keySet().retainAll(live);
        return needed;
    }

    /// Asks for the beginnings last: records that were deleted while the other answers were on their way must
    /// not count as records that never existed.
    private Map<Partition, Extent> extents(Map<Partition, Long> needed) {
        Map<Partition, Long> timed = new HashMap<>(needed);
        timed.values().removeIf(since -> since == NOBODY);
        var firstAnswers = ask(timed.keySet(), partition -> Offsets.spec(timed.getOrDefault(partition, 0L)));
        var endAnswers = ask(needed.keySet(), partition -> OffsetSpec.latest());
        var firsts = Offsets.await(firstAnswers);
        var ends = Offsets.await(endAnswers);
        var beginnings = Offsets.await(ask(needed.keySet(), partition -> OffsetSpec.earliest()));
        Map<Partition, Extent> extents = new HashMap<>();
        needed.forEach((partition, since) -> {
            TopicPartition name = topicPartition(partition);
            var timely = since == NOBODY ? ends : firsts;
            extent(since, beginnings.get(name), ends.get(name), timely.get(name))
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

    /// Asks a question about each partition. Partitions that do not answer in time will be missing.
    private CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> ask(
            Set<Partition> partitions, Function<Partition, OffsetSpec> question) {
        Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
        partitions.forEach(partition -> questions.put(topicPartition(partition), question.apply(partition)));
        return new Offsets(admin, PATIENCE).ask(questions, IsolationLevel.READ_UNCOMMITTED);
    }

    static TopicPartition topicPartition(Partition partition) {
        return new TopicPartition(partition.topic(), partition.index());
    }
}
