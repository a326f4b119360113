package io.dealstream.stalls;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Writes stalls in transactions that Kafka refuses to a replica which has lost a partition of them. Belongs to one
/// thread.
final class StallWriter {

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    /// @param producers makes producers that all have the same transactional id
    StallWriter(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /// Writes all of them, or nothing.
    ///
    /// The group's progress goes first: so a replica that has lost a partition meanwhile is refused before it
    /// writes a record. Whoever reads the topic waits for the transaction from its first record to its end, which
    /// are near.
    ///
    /// @throws RuntimeException when it is not known whether they were written
    void write(
            List<ProducerRecord<byte[], byte[]>> stalls,
            Map<TopicPartition, OffsetAndMetadata> progress,
            ConsumerGroupMetadata keeper) {
        try {
            Producer<byte[], byte[]> writing = open();
            writing.beginTransaction();
            writing.sendOffsetsToTransaction(progress, keeper);
            for (ProducerRecord<byte[], byte[]> stall : stalls) {
                // whether it was written is what the commit tells
                Future<RecordMetadata> _ = writing.send(stall);
            }
            writing.commitTransaction();
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
    }

    private void abort() {
        try {
            if (producer != null) {
                producer.abortTransaction();
            }
        } catch (RuntimeException e) {
            // there is nothing to abort, or nobody to tell: a transaction that is left open ends by itself
        } finally {
            close();
        }
    }

    void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }

    private Producer<byte[], byte[]> open() {
        if (producer == null) {
            Producer<byte[], byte[]> fresh = producers.get();
            try {
                fresh.initTransactions();
            } catch (RuntimeException e) {
                fresh.close(Duration.ZERO);
                throw e;
            }
            producer = fresh;
        }
        return producer;
    }
}
