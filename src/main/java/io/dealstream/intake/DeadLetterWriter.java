package io.dealstream.intake;

import io.dealstream.intake.DeadLetter.Form;
import io.dealstream.kafka.TransactionalProducer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// Writes dead letters and the keeper's progress in one transaction, so that a crash between the two neither
/// loses nor repeats a letter. Belongs to one thread.
final class DeadLetterWriter {

    private final TransactionalProducer producer;
    private final DeadLetterTopics topics;
    private boolean doubtful;

    DeadLetterWriter(TransactionalProducer producer, DeadLetterTopics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /// Writes all letters and the progress, or nothing.
    ///
    /// @param progress what the keeper has handled once this is written
    /// @return the letters that the broker finds too large; if there are any, nothing was written
    /// @throws RuntimeException when it is not known whether they were written; call [#settle] before asking
    ///     Kafka
    Set<DeadLetter> write(
            Map<DeadLetter, Form> letters,
            Map<TopicPartition, OffsetAndMetadata> progress,
            ConsumerGroupMetadata keeper) {
        Map<DeadLetter, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        Set<DeadLetter> refused = new HashSet<>();
        doubtful = true;
        try {
            Producer<byte[], byte[]> writing = producer.open();
            writing.beginTransaction();
            letters.forEach((letter, form) -> sent.put(
                    letter,
                    writing.send(letter.toRecord(topics.of(letter.record().topic()), form))));
            writing.flush();
            sent.forEach((letter, result) -> {
                if (isTooLarge(result)) {
                    refused.add(letter);
                }
            });
            if (refused.isEmpty()) {
                writing.sendOffsetsToTransaction(progress, keeper);
                writing.commitTransaction();
            } else {
                writing.abortTransaction();
            }
            doubtful = false;
            return refused;
        } catch (RuntimeException e) {
            letters.keySet().forEach(letter -> topics.forget(letter.record().topic()));
            close();
            throw e;
        }
    }

    /// Ends a transaction that a failure left open, one way or the other.
    void settle() {
        if (doubtful) {
            producer.open();
            doubtful = false;
        }
    }

    void close() {
        producer.close();
    }

    private static boolean isTooLarge(Future<RecordMetadata> result) {
        try {
            result.get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RecordTooLargeException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
