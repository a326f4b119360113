package io.dealstream.intake;

import io.dealstream.kafka.MemberPartitions;
import io.dealstream.tasks.Pause;
import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;

/// The partitions whose dead letters this replica writes, as Kafka's group protocol decides, and the commits of
/// their progress. Belongs to the keeper's thread.
final class Ownership {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final long commitMillis;
    private final InstantSource clock;
    private final SparseLog log;
    private final MemberPartitions<OwnedPartition> owned;
    private final Pause untilCommit = new Pause();

    Ownership(Consumer<byte[], byte[]> consumer, Duration commitInterval, InstantSource clock) {
        this.consumer = consumer;
        this.commitMillis = commitInterval.toMillis();
        this.clock = clock;
        this.log = new SparseLog(Ownership.class, clock);
        this.owned = new MemberPartitions<>(consumer, OwnedPartition::new, this::commit);
    }

    /// Joins the group for partitions of these topics.
    void subscribe(Collection<String> topics) {
        owned.subscribe(topics);
    }

    /// All partitions that this replica owns now.
    List<OwnedPartition> all() {
        return owned.all();
    }

    /// Whether this replica still owns a partition; any poll may change that.
    boolean holds(OwnedPartition partition) {
        return owned.get(partition.name()) == partition;
    }

    /// Commits at intervals the progress that was made without writing letters.
    void commitWhenDue() {
        if (untilCommit.isOver(clock.millis())) {
            untilCommit.begin(clock.millis(), commitMillis);
            commit(owned.names());
        }
    }

    /// Commits and waits for the answer, so that no commit can overtake that of a later transaction. A failure
    /// does no harm: records without a commit are looked at again.
    private void commit(Collection<TopicPartition> names) {
        Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
        for (TopicPartition name : names) {
            OwnedPartition partition = owned.get(name);
            if (partition != null) {
                partition.uncommitted().ifPresent(offset -> progress.put(name, offset));
            }
        }
        if (progress.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(progress, ANSWER);
        } catch (WakeupException e) {
            throw e;
        } catch (RebalanceInProgressException e) {
            // this happens whenever replicas come and go: the next commit will do
            return;
        } catch (RuntimeException e) {
            log.warn("commit", "Could not commit how far dead letters are kept: " + e);
            return;
        }
        progress.forEach((name, offset) -> {
            OwnedPartition partition = owned.get(name);
            if (partition != null) {
                partition.committed(offset.offset());
            }
        });
    }
}
