package io.dealstream.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;

/// Reads all partitions of the event topics with one consumer. Another goes on where it stopped, since what is
/// known of the partitions outlives it. Belongs to the intake's thread.
///
/// A plain consumer rather than a channel of reactive messaging, because it needs what channels hide:
/// partitions that are assigned instead of shared in a group, seeking by time, the ids of topics, the ends of
/// logs, and a batch's end.
final class IntakeSession implements Session {

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration EXPECTANT = Duration.ofMillis(5);

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionTable table;
    private final PartitionDirectory directory;
    private final Placement placement;
    private final LogEnds logEnds;
    private final Reception reception;
    private final IntakeStatus status;
    private final InstantSource clock;

    private IntakeSession(
            Admin admin,
            Consumer<byte[], byte[]> consumer,
            PartitionTable table,
            EventTopics topics,
            IntakeConfig config,
            Reception reception,
            IntakeStatus status,
            InstantSource clock) {
        this.admin = admin;
        this.consumer = consumer;
        this.table = table;
        this.directory = new PartitionDirectory(admin, topics, config.discoveryInterval(), clock);
        Offsets offsets = new Offsets(admin);
        StartPolicy warmUp = new WarmUp(config.warmUp(), clock);
        this.placement = new Placement(table, consumer, offsets, warmUp, reception, clock);
        this.logEnds = new LogEnds(offsets, clock);
        this.reception = reception;
        this.status = status;
        this.clock = clock;
        placement.assign();
    }

    /// @param table what is known of the partitions from earlier sessions
    static IntakeSession open(
            KafkaClients clients,
            PartitionTable table,
            EventTopics topics,
            IntakeConfig config,
            Reception reception,
            IntakeStatus status,
            InstantSource clock) {
        Admin admin = clients.admin("intake");
        try {
            return new IntakeSession(admin, clients.reader("intake"), table, topics, config, reception, status, clock);
        } catch (RuntimeException e) {
            admin.close(CLOSE);
            throw e;
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(CLOSE));
        } finally {
            admin.close(CLOSE);
        }
    }

    @Override
    public void turn() {
        directory.listing().ifPresent(listing -> {
            status.contact(clock.instant());
            if (table.follow(listing)) {
                placement.assign();
            }
        });
        placement.turn();
        logEnds.answer(table.names()).ifPresent(this::compare);
        poll();
        reception.settle(table.horizon(clock.millis()));
        status.ready(table.isWarm());
    }

    private void compare(LogEnds.Ends ends) {
        ends.offsets().forEach((name, end) -> {
            PartitionProgress progress = table.get(name);
            if (progress != null) {
                progress.compare(ends.askedAt(), end);
            }
        });
        if (ends.complete()) {
            status.contact(clock.instant());
        } else {
            directory.askSoon();
        }
        status.compared(table);
    }

    private void poll() {
        Duration wait = placement.isSearching() ? EXPECTANT : QUIET;
        if (consumer.assignment().isEmpty()) {
            LockSupport.parkNanos(EXPECTANT.toNanos());
            return;
        }
        try {
            take(consumer.poll(wait));
        } catch (WakeupException e) {
            // the loop is to stop, which it sees by itself
        } catch (OffsetOutOfRangeException e) {
            stray(e);
        } catch (TopicAuthorizationException e) {
            stray(e);
        } catch (RuntimeException e) {
            skipDamage(e);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition name : records.partitions()) {
            PartitionProgress progress = table.get(name);
            if (progress != null) {
                reception.take(progress, records.records(name));
            }
        }
        // also where a transaction's marker was all that came
        records.nextOffsets().forEach((name, next) -> {
            PartitionProgress progress = table.get(name);
            if (progress != null) {
                reception.taken(progress, next.offset());
            }
        });
    }

    /// Retention has overtaken us, or the topic was made again, or Kafka lost records that it had shown. The
    /// next listing tells which.
    private void stray(OffsetOutOfRangeException e) {
        e.offsetOutOfRangePartitions().forEach((name, offset) -> {
            OffsetAndMetadata diverged = e instanceof LogTruncationException truncated
                    ? truncated.divergentOffsets().get(name)
                    : null;
            stray(name, diverged == null ? offset : diverged.offset());
        });
        directory.askSoon();
        placement.assign();
    }

    /// These topics must not hold up the others. They are tried again from time to time.
    private void stray(TopicAuthorizationException e) {
        for (PartitionProgress progress : table.all()) {
            if (e.unauthorizedTopics().contains(progress.partition().topic())) {
                stray(progress.topicPartition(), progress.next());
            }
        }
        placement.assign();
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
            reception.skip(progress);
            consumer.seek(name, progress.next());
        }
    }
}
