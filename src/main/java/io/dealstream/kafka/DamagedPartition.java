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

/// Finds the partition in which a consumer cannot read on because bytes are damaged. The consumer fails
/// then in every poll until it is moved past the damage, but says only in its message's prose where that
/// is; so each partition is polled by itself.
public final class DamagedPartition {

    /// First what was fetched already, then what must be asked for.
    private static final List<Duration> PATIENCE = List.of(Duration.ZERO, Duration.ofMillis(200));

    private final Consumer<byte[], byte[]> consumer;
    private final java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> healthy;

    /// @param healthy takes the records that come meanwhile
    public DamagedPartition(
            Consumer<byte[], byte[]> consumer, java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> healthy) {
        this.consumer = consumer;
        this.healthy = healthy;
    }

    /// Whether a failure to poll may have its reason in damaged bytes.
    public static boolean isSuspected(RuntimeException failure) {
        return !(failure instanceof ApiException
                || failure instanceof IllegalStateException
                || failure instanceof WakeupException
                || failure instanceof InterruptException);
    }

    /// Empty where every partition can be read.
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
