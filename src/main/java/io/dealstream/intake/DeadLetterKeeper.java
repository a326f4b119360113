package io.dealstream.intake;

import io.dealstream.decode.RecordDecoder;
import io.dealstream.intake.DeadLetter.Form;
import io.dealstream.kafka.DamagedPartition;
import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/// Finds the rejected records of an owned partition and has their letters written. Belongs to one thread.
///
/// Records that the intake's ledger knows as events are skipped unread. So usually only the rejected records
/// themselves are read again and decoded. Where the ledger does not reach (after a restart, a change of owners
/// or very many rejects), all records are.
final class DeadLetterKeeper {

    private static final Duration FETCH = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Ownership ownership;
    private final RecordDecoder decoder;
    private final DeadLetterWriter writer;
    private final IntakeListener listener;
    private final InstantSource clock;
    private final SparseLog log;

    DeadLetterKeeper(
            Consumer<byte[], byte[]> consumer,
            Ownership ownership,
            RecordDecoder decoder,
            DeadLetterWriter writer,
            IntakeListener listener,
            InstantSource clock) {
        this.consumer = consumer;
        this.ownership = ownership;
        this.decoder = decoder;
        this.writer = writer;
        this.listener = listener;
        this.clock = clock;
        this.log = new SparseLog(DeadLetterKeeper.class, clock);
    }

    /// Does the next work for a partition. A failure is tried again later; meanwhile the other partitions have
    /// their turn.
    ///
    /// @return whether there was work
    boolean lookAfter(OwnedPartition partition, RejectLedger ledger) {
        if (!ownership.holds(partition) || partition.isPaused(clock.millis())) {
            return false;
        }
        try {
            if (!partition.isStarted(ledger)) {
                start(partition, ledger);
            }
            long next = partition.next(ledger);
            boolean due = ledger.reaches(next + 1);
            if (due) {
                keep(partition, ledger, next);
            }
            return due;
        } catch (WakeupException e) {
            throw e;
        } catch (CommitFailedException e) {
            // another replica may have the partition now; the next poll tells
            partition.fail(clock.millis());
            return false;
        } catch (RuntimeException e) {
            String topic = partition.name().topic();
            partition.beCareful();
            partition.fail(clock.millis());
            listener.deadLettersDelayed(topic);
            log.warn(topic, "The dead letters of " + partition.name() + " must wait: " + SparseLog.root(e));
            return false;
        }
    }

    private void start(OwnedPartition partition, RejectLedger ledger) {
        writer.settle();
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.of(partition.name()), ANSWER);
        partition.start(ledger, known.get(partition.name()));
    }

    private void keep(OwnedPartition partition, RejectLedger ledger, long from) {
        ConsumerRecords<byte[], byte[]> records = fetch(partition, from);
        if (!ownership.holds(partition)) {
            return;
        }
        LetterBatch batch = new LetterBatch(from, partition.mostLetters());
        for (ConsumerRecord<byte[], byte[]> record : records.records(partition.name())) {
            if (!batch.isFull()) {
                batch.look(record, decoder, ledger, partition);
            }
        }
        OffsetAndMetadata behind = records.nextOffsets().get(partition.name());
        if (behind != null && !batch.isFull()) {
            batch.passed(behind.offset());
        }
        if (batch.letters().isEmpty()) {
            partition.handled(batch.next());
        } else {
            write(partition, ledger, batch);
        }
    }

    private ConsumerRecords<byte[], byte[]> fetch(OwnedPartition partition, long from) {
        Set<TopicPartition> one = Set.of(partition.name());
        consumer.seek(partition.name(), from);
        consumer.resume(one);
        try {
            return consumer.poll(FETCH);
        } catch (OffsetOutOfRangeException e) {
            Long beginning = consumer.beginningOffsets(one, ANSWER).get(partition.name());
            if (beginning == null || beginning <= from) {
                throw e;
            }
            log.warn(
                    "expired", "Kafka deleted records of " + partition.name() + " before their dead letters were kept");
            partition.handled(beginning);
            return ConsumerRecords.empty();
        } catch (RuntimeException e) {
            if (!DamagedPartition.isSuspected(e) || !partition.isHopeless(from)) {
                throw e;
            }
            partition.handled(from + 1);
            return ConsumerRecords.empty();
        } finally {
            if (ownership.holds(partition)) {
                consumer.pause(one);
            }
        }
    }

    private void write(OwnedPartition partition, RejectLedger ledger, LetterBatch batch) {
        Map<DeadLetter, Form> letters = batch.letters();
        OffsetAndMetadata progress = partition.write(ledger, batch.next());
        Set<DeadLetter> refused = writer.write(letters, Map.of(partition.name(), progress), consumer.groupMetadata());
        if (refused.isEmpty()) {
            partition.handled(batch.next());
            partition.committed(batch.next());
            letters.forEach((letter, form) ->
                    listener.deadLetterWritten(partition.name().topic(), letter.reason(), form == Form.WHOLE));
        }
        for (DeadLetter letter : refused) {
            if (letters.get(letter) == Form.BARE) {
                throw new IllegalStateException("the dead letters' topic takes no letter at all");
            }
            partition.cut(letter.offset());
        }
    }
}
