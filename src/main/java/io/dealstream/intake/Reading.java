package io.dealstream.intake;

import io.dealstream.kafka.DamagedPartition;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;

/// Polls the consumer and passes its records on. A failure in one partition stops no other. Belongs to the
/// intake's thread.
final class Reading {

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionTable table;
    private final RecordIntake recordIntake;
    private final InstantSource clock;

    Reading(Consumer<byte[], byte[]> consumer, PartitionTable table, RecordIntake recordIntake, InstantSource clock) {
        this.consumer = consumer;
        this.table = table;
        this.recordIntake = recordIntake;
        this.clock = clock;
    }

    /// Polls once.
    ///
    /// @param wait how long to wait for records
    /// @return whether partitions went astray, see [PartitionProgress#stray]
    /// @throws RuntimeException when the consumer cannot go on
    boolean poll(Duration wait) {
        try {
            take(consumer.poll(wait));
        } catch (WakeupException e) {
            // the turn is to end
        } catch (OffsetOutOfRangeException e) {
            stray(e);
            return true;
        } catch (TopicAuthorizationException e) {
            stray(e);
            return true;
        } catch (RuntimeException e) {
            skipDamage(e);
        }
        return false;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition name : records.partitions()) {
            PartitionProgress progress = table.get(name);
            if (progress != null) {
                recordIntake.take(progress, records.records(name));
            }
        }
        // also where nothing came but the marker of a transaction
        records.nextOffsets().forEach((name, next) -> {
            PartitionProgress progress = table.get(name);
            if (progress != null) {
                recordIntake.taken(progress, next.offset());
            }
        });
    }

    /// Kafka has deleted the next records, or lost some that it had shown, or the topic was made again.
    private void stray(OffsetOutOfRangeException e) {
        e.offsetOutOfRangePartitions().forEach((name, offset) -> {
            OffsetAndMetadata diverged = e instanceof LogTruncationException truncated
                    ? truncated.divergentOffsets().get(name)
                    : null;
            stray(name, diverged == null ? offset : diverged.offset());
        });
    }

    /// The service may not read these topics any more. It tries again from time to time.
    private void stray(TopicAuthorizationException e) {
        for (PartitionProgress progress : table.all()) {
            if (e.unauthorizedTopics().contains(progress.partition().topic())) {
                stray(progress.topicPartition(), progress.next());
            }
        }
    }

    private void stray(TopicPartition name, long offset) {
        PartitionProgress progress = table.get(name);
        if (progress != null) {
            progress.stray(offset, clock.millis());
        }
    }

    private void skipDamage(RuntimeException failure) {
        if (!DamagedPartition.isSuspected(failure)) {
            throw failure;
        }
        TopicPartition name = new DamagedPartition(consumer, this::take).find().orElseThrow(() -> failure);
        PartitionProgress progress = table.get(name);
        if (progress != null) {
            recordIntake.skip(progress);
            consumer.seek(name, progress.next());
        }
    }
}
