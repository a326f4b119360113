package io.dealstream.intake;

import io.dealstream.intake.IntakeListener.Loss;
import io.dealstream.kafka.DamagedPartition;
import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/// Polls the consumer for the ranges before the places where the intake began. A failure in one partition stops
/// no other. Belongs to the thread that reads them.
final class EarlierReading {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    /// After so long without a record, Kafka is asked whether there are any.
    private static final long DOUBT_MILLIS = Duration.ofSeconds(5).toMillis();

    private final Consumer<byte[], byte[]> consumer;
    private final EarlierRecordIntake recordIntake;
    private final IntakeListener listener;
    private final InstantSource clock;
    private final SparseLog log;
    private final Map<TopicPartition, EarlierRange> assigned = new HashMap<>();
    private long progressAt;

    EarlierReading(
            Consumer<byte[], byte[]> consumer,
            EarlierRecordIntake recordIntake,
            IntakeListener listener,
            InstantSource clock) {
        this.consumer = consumer;
        this.recordIntake = recordIntake;
        this.listener = listener;
        this.clock = clock;
        this.log = new SparseLog(EarlierReading.class, clock);
        this.progressAt = clock.millis();
    }

    /// Polls once and takes in the records of some ranges.
    ///
    /// @throws RuntimeException when the consumer cannot go on
    void poll(List<EarlierRange> ranges) {
        assign(ranges);
        try {
            take(consumer.poll(POLL));
        } catch (WakeupException e) {
            // the thread is to end
        } catch (OffsetOutOfRangeException e) {
            align(e.offsetOutOfRangePartitions().keySet());
        } catch (RuntimeException e) {
            skipDamage(e);
        }
        if (clock.millis() - progressAt > DOUBT_MILLIS) {
            progressAt = clock.millis();
            align(Set.copyOf(assigned.keySet()));
        }
    }

    private void assign(List<EarlierRange> ranges) {
        if (assigned.size() == ranges.size() && assigned.values().containsAll(ranges)) {
            return;
        }
        assigned.clear();
        ranges.forEach(range -> assigned.put(range.name(), range));
        consumer.assign(assigned.keySet());
        assigned.forEach((name, range) -> consumer.seek(name, range.next()));
        progressAt = clock.millis();
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        assigned.forEach((name, range) -> recordIntake.take(range, records.records(name)));
        // also where nothing came but the marker of a transaction
        records.nextOffsets().forEach((name, next) -> {
            EarlierRange range = assigned.get(name);
            if (range != null) {
                range.passed(next.offset());
                progressAt = clock.millis();
            }
        });
    }

    /// Skips records that Kafka has deleted or lost.
    private void align(Set<TopicPartition> names) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(names, ANSWER);
        Map<TopicPartition, Long> ends = consumer.endOffsets(names, ANSWER);
        for (TopicPartition name : names) {
            EarlierRange range = assigned.get(name);
            Long beginning = beginnings.get(name);
            Long end = ends.get(name);
            if (range == null || beginning == null || end == null) {
                continue;
            }
            if (range.next() < beginning) {
                log.warn("deleted", "Kafka has deleted records of " + name + " before their turn came");
                range.passed(beginning);
            }
            if (range.next() >= end) {
                range.drop();
            } else {
                consumer.seek(name, range.next());
            }
        }
    }

    private void skipDamage(RuntimeException failure) {
        if (!DamagedPartition.isSuspected(failure)) {
            throw failure;
        }
        TopicPartition name = new DamagedPartition(consumer, this::take).find().orElseThrow(() -> failure);
        EarlierRange range = assigned.get(name);
        if (range != null) {
            listener.recordsLost(name.topic(), 1, Loss.CORRUPT);
            log.warn(
                    "damaged",
                    "Kafka holds damaged bytes instead of the record at " + name + " offset " + range.next());
            range.passed(range.next() + 1);
            consumer.seek(name, range.next());
        }
    }
}
