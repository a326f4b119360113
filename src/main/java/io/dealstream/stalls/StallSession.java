package io.dealstream.stalls;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.kafka.Connections;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.MemberPartitions;
import io.dealstream.kafka.Session;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.kafka.TransactionalProducer;
import io.dealstream.progress.DocumentProgress;
import io.dealstream.tasks.Pause;
import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;

/// Writes stalls, each once, however many replicas run.
///
/// All replicas belong to one consumer group. The replica that gets a partition there writes the stalls of the
/// documents whose last event is in it. It begins when no transaction of the partition's former keeper is open
/// any more, and when everything that was in Kafka then, in any partition, is taken in here. So it knows which
/// stalls were written. It writes in transactions, which Kafka refuses to a replica that has lost the
/// partition. A document has stalled if it had no event up to a moment as of which everything is taken in. So a
/// replica that lags behind writes no stalls.
final class StallSession implements Session {

    private static final String PROCESSING = "processing-events";
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int MOST_AT_ONCE = 200;
    private static final long RETRY_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long SHORTEST_STEP_MILLIS = 1_000;

    private final Means means;
    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<Admin> admin;
    private final MemberPartitions<KeptPartition> kept;
    private final StallWriter writer;
    private final SparseLog log;
    private final Pause untilMark = new Pause();
    private final Pause pause = new Pause();
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    /// The partitions that were kept and known at the last turn.
    private Set<Partition> knownBefore = Set.of();

    /// What every session needs.
    ///
    /// @param completeAsOf see [io.dealstream.intake.IntakeStatus#completeAsOf]
    record Means(
            EventTopics topics,
            PendingDocuments documents,
            DocumentStates states,
            LongSupplier completeAsOf,
            Patience patience,
            Supplier<Producer<byte[], byte[]>> producers,
            StallListener listener,
            InstantSource clock) {}

    StallSession(Means means, Connections kafka) {
        this.means = means;
        this.consumer = kafka.consumer();
        this.admin = kafka::admin;
        this.kept = new MemberPartitions<>(consumer, KeptPartition::new, _ -> {});
        this.writer = new StallWriter(new TransactionalProducer(means.producers));
        this.log = new SparseLog(StallSession.class, means.clock);
        kept.subscribe(means.topics.names());
    }

    @Override
    public void turn() {
        consumer.poll(QUIET);
        if (!pause.isOver(means.clock.millis())) {
            return;
        }
        try {
            begin();
            mark();
            tell(means.completeAsOf.getAsLong());
            pauseMillis = FIRST_PAUSE_MILLIS;
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            // Kafka may be away, or may refuse. The stalls that were written are read again before others are
            // written.
            kept.all().forEach(KeptPartition::end);
            pause.begin(means.clock.millis(), pauseMillis);
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
            means.listener.stallsDelayed();
            log.warn("delayed", "Documents that stand still must wait: " + SessionLoop.describe(e));
        }
    }

    /// Begins to keep partitions. Kafka answers with the commits only when no transaction that changes them is
    /// open any more.
    private void begin() {
        Map<TopicPartition, KeptPartition> fresh = kept.some(one -> !one.isBegun());
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, Partition> incarnations = new HashMap<>();
        means.topics
                .partitions(FollowedTopics.list(admin.get(), means.topics.names(), ANSWER, means.clock))
                .forEach(one -> incarnations.put(new TopicPartition(one.topic(), one.index()), one));
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(fresh.keySet(), ANSWER);
        knownBefore = Set.of();
        long now = means.clock.millis();
        consumer.endOffsets(fresh.keySet(), ANSWER).forEach((name, end) -> {
            KeptPartition one = fresh.get(name);
            Partition incarnation = incarnations.get(name);
            if (one != null && incarnation != null) {
                one.begin(incarnation, known.get(name), end, now);
            }
        });
        untilMark.begin(now, 0);
    }

    /// Commits marks of the present ends for the partitions' next keepers.
    private void mark() {
        long now = means.clock.millis();
        Map<TopicPartition, KeptPartition> begun = kept.some(KeptPartition::isBegun);
        if (!untilMark.isOver(now) || begun.isEmpty()) {
            return;
        }
        long span = means.patience.longest();
        untilMark.begin(now, Math.max(SHORTEST_STEP_MILLIS, span / Marks.STEPS));
        consumer.endOffsets(begun.keySet(), ANSWER).forEach((name, end) -> {
            KeptPartition one = begun.get(name);
            if (one != null) {
                one.marks().add(end, means.clock.millis(), span);
            }
        });
        try {
            consumer.commitSync(progress(begun.values()), ANSWER);
        } catch (RebalanceInProgressException e) {
            // this happens whenever replicas come and go
            untilMark.begin(now, SHORTEST_STEP_MILLIS);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> progress(Iterable<KeptPartition> some) {
        Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
        for (KeptPartition one : some) {
            Partition incarnation = one.partition();
            if (incarnation != null) {
                progress.put(one.name(), one.progress(incarnation));
            }
        }
        return progress;
    }

    private void tell(long asOf) {
        Map<Partition, KeptPartition> ours = new HashMap<>();
        for (KeptPartition one : kept.all()) {
            Partition incarnation = one.partition();
            if (incarnation != null && one.isKnown(asOf)) {
                ours.put(incarnation, one);
            }
        }
        if (!knownBefore.containsAll(ours.keySet())) {
            // answers to earlier questions may lack the stalls that a former keeper wrote
            means.states.forget();
        }
        knownBefore = Set.copyOf(ours.keySet());
        if (ours.isEmpty()) {
            return;
        }
        List<PendingDocument> due = means.documents.due(asOf, ours.keySet(), MOST_AT_ONCE);
        if (due.isEmpty()) {
            return;
        }
        Map<PendingDocument, Optional<DocumentProgress>> states = means.states.of(due, means.documents::isLast);
        Map<PendingDocument, Stall> stalls = new HashMap<>();
        for (PendingDocument one : due) {
            Optional<DocumentProgress> state = states.get(one);
            if (state != null) {
                judge(one, state, ours, asOf).ifPresent(stall -> stalls.put(one, stall));
            } else {
                means.documents.replace(one.later(means.clock.millis() + RETRY_MILLIS));
            }
        }
        if (!stalls.isEmpty()) {
            write(stalls, ours);
        }
    }

    private Optional<Stall> judge(
            PendingDocument one, Optional<DocumentProgress> state, Map<Partition, KeptPartition> ours, long asOf) {
        DocumentProgress document = state.filter(DocumentProgress::isPending)
                .filter(known -> known.stalledSince() == null)
                .orElse(null);
        Position last = document == null ? null : document.at();
        if (document == null || last == null || !Stall.canBeTold(one.key())) {
            means.documents.drop(one);
            return Optional.empty();
        }
        KeptPartition home = ours.get(last.partition());
        long heardAt =
                one.fresh() || home == null ? one.heardAt() : home.marks().arrivalOf(last, means.clock.millis());
        long dueAt = heardAt + means.patience.at(document.stage());
        boolean unchanged = means.documents.replace(one.at(last.partition(), dueAt));
        return unchanged && home != null && dueAt <= asOf
                ? Optional.of(new Stall(one.key(), document, last))
                : Optional.empty();
    }

    private void write(Map<PendingDocument, Stall> stalls, Map<Partition, KeptPartition> ours) {
        String topic = means.topics.inKafka(PROCESSING);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Set<KeptPartition> homes = new HashSet<>();
        for (Stall stall : stalls.values()) {
            records.add(stall.toRecord(topic, means.clock.instant()));
            homes.add(Objects.requireNonNull(ours.get(stall.last().partition())));
        }
        writer.write(records, progress(homes), consumer.groupMetadata());
        stalls.keySet().forEach(means.documents::drop);
        means.listener.stallsWritten(records.size());
    }

    @Override
    public void close() {
        writer.close();
    }
}
