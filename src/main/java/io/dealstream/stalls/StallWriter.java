package io.dealstream.stalls;

import io.dealstream.kafka.TransactionalProducer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// Writes stalls in transactions that Kafka refuses to a replica which has lost a partition of them. Belongs to one
/// thread.
final class StallWriter {

    private final TransactionalProducer producer;

    StallWriter(TransactionalProducer producer) {
        this.producer = producer;
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
            Producer<byte[], byte[]> writing = producer.open();
            writing.beginTransaction();
            writing.sendOffsetsToTransaction(progress, keeper);
            for (ProducerRecord<byte[], byte[]> stall : stalls) {
                // whether it was written is what the commit tells
                Future<RecordMetadata> _ = writing.send(stall);
            }
            writing.commitTransaction();
        } catch (RuntimeException e) {
            producer.abort();
            throw e;
        }
    }

    void close() {
        producer.close();
    }
}
