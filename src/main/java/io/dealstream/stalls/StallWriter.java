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

/// Writes stalls in transactions. Kafka refuses them to a replica that has lost one of their partitions.
/// Belongs to one thread.
final class StallWriter {

    private final TransactionalProducer producer;

    StallWriter(TransactionalProducer producer) {
        this.producer = producer;
    }

    /// Writes all stalls, or none.
    ///
    /// It sends the group's progress first, so a replica that has lost a partition is refused before it writes
    /// a record. Readers of the topic wait from the transaction's first record to its end, and that time is
    /// short.
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
                // the commit tells whether the record was written
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
