package io.dealstream.intake;

import io.dealstream.intake.DeadLetter.Form;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// Writes dead letters and how far their keeper has come in one transaction, so that a crash between the
/// two neither loses nor repeats a letter. Belongs to one thread.
final class DeadLetterWriter {

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final DeadLetterTopics topics;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean doubtful;

    /// @param producers makes producers that all have the same transactional id
    DeadLetterWriter(Supplier<Producer<byte[], byte[]>> producers, DeadLetterTopics topics) {
        this.producers = producers;
        this.topics = topics;
    }

    /// Writes all letters and the progress, or nothing.
    ///
    /// @param progress what the keeper will have handled then
    /// @return the letters that the broker finds too large; if there are any, nothing was written
    /// @throws RuntimeException when it is not known whether they were written: [#settle] before asking
    ///     Kafka
    Set<DeadLetter> write(
            Map<DeadLetter, Form> letters,
            Map<TopicPartition, OffsetAndMetadata> progress,
            ConsumerGroupMetadata keeper) {
        Map<DeadLetter, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        Set<DeadLetter> refused = new HashSet<>();
        doubtful = true;
        try {
            Producer<byte[], byte[]> writing = open();
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

    /// Ends a transaction that was left open by a failure, one way or the other.
    void settle() {
        if (doubtful) {
            open();
            doubtful = false;
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
