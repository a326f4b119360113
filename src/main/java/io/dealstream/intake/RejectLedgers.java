package io.dealstream.intake;

import io.dealstream.event.Partition;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/// The ledgers of all partitions that the intake reads. Thread-safe.
final class RejectLedgers {

    private final Map<TopicPartition, RejectLedger> ledgers = new ConcurrentHashMap<>();

    /// Opens the ledger of a partition, in place of that of an earlier incarnation.
    ///
    /// @param origin the first offset whose rejected record becomes a dead letter
    /// @param begin the first offset that the intake reads
    void open(Partition partition, long origin, long begin) {
        ledgers.put(
                new TopicPartition(partition.topic(), partition.index()), new RejectLedger(partition, origin, begin));
    }

    /// How many rejected records are remembered.
    int size() {
        return ledgers.values().stream().mapToInt(RejectLedger::size).sum();
    }

    /// The ledger of exactly this incarnation; empty where another one is present.
    Optional<RejectLedger> of(Partition partition) {
        return of(new TopicPartition(partition.topic(), partition.index()))
                .filter(ledger -> ledger.partition().equals(partition));
    }

    /// The ledger of the partition's present incarnation; empty until the intake has begun to read it.
    Optional<RejectLedger> of(TopicPartition partition) {
        return Optional.ofNullable(ledgers.get(partition));
    }
}
