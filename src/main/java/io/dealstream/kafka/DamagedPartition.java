package io.dealstream.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/// Finds the partition in which a consumer cannot read on because bytes are damaged. Such a consumer fails in
/// every poll until it is moved past the damage, but only its message's text says where the damage is. So this
/// class polls each partition alone.
public final class DamagedPartition {

    /// How long to poll each partition: first only for records that were fetched already, then for new ones.
    private static final List<Duration> PATIENCE = List.of(Duration.ZERO, Duration.ofMillis(200));

    private final Consumer<byte[], byte[]> consumer;
    private final java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> healthy;

    /// @param consumer the consumer that failed
    /// @param healthy takes the records that are read meanwhile
    public DamagedPartition(
            Consumer<byte[], byte[]> consumer, java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> healthy) {
        this.consumer = consumer;
        this.healthy = healthy;
    }

    /// Whether damaged bytes may be the cause of a failed poll.
    public static boolean isSuspected(RuntimeException failure) {
        return !(failure instanceof ApiException
                || failure instanceof IllegalStateException
                || failure instanceof WakeupException
                || failure instanceof InterruptException);
    }

    /// The damaged partition; empty where every partition can be read.
    public Optional<TopicPartition> find() {
        Set<TopicPartition> all = consumer.assignment();
        try {
            for (Duration patience : PATIENCE) {
                for (TopicPartition suspect : all) {
                    consumer.pause(all);
                    consumer.resume(Set.of(suspect));
                    if (isDamaged(patience)) {
                        return Optional.of(suspect);
                    }
                }
            }
            return Optional.empty();
        } finally {
            consumer.resume(all);
        }
    }

    private boolean isDamaged(Duration patience) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(patience);
        } catch (RuntimeException e) {
            if (isSuspected(e)) {
                return true;
            }
            throw e;
        }
        healthy.accept(records);
        return false;
    }
}
