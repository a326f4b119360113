package io.dealstream.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/// Reads all partitions of the event topics with one consumer. Another goes on where it stopped, since what
/// is known of the partitions outlives it. Belongs to the intake's thread.
///
/// A plain consumer rather than a channel of reactive messaging, because it needs what channels hide:
/// partitions that are assigned instead of shared in a group, seeking by time, the ids of topics, the ends
/// of logs, and a batch's end.
final class IntakeSession implements Session {

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration EXPECTANT = Duration.ofMillis(5);

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final PartitionTable table;
    private final PartitionDirectory directory;
    private final Placement placement;
    private final LogEnds logEnds;
    private final Reading reading;
    private final Earlier earlier;
    private final Reception reception;
    private final IntakeStatus status;
    private final InstantSource clock;

    private IntakeSession(
            Admin admin,
            Consumer<byte[], byte[]> consumer,
            PartitionTable table,
            EventTopics topics,
            Duration discoveryInterval,
            StartPolicy warmUp,
            Earlier earlier,
            Reception reception,
            IntakeStatus status,
            InstantSource clock) {
        this.admin = admin;
        this.consumer = consumer;
        this.table = table;
        this.directory = new PartitionDirectory(admin, topics, discoveryInterval, clock);
        Offsets offsets = new Offsets(admin);
        this.placement = new Placement(table, consumer, offsets, warmUp, reception, clock);
        this.logEnds = new LogEnds(offsets, clock);
        this.reading = new Reading(consumer, table, reception, clock);
        this.earlier = earlier;
        this.reception = reception;
        this.status = status;
        this.clock = clock;
        placement.assign();
    }

    /// @param table what is known of the partitions from earlier sessions
    /// @param warmUp where to begin in partitions that were there before us
    static IntakeSession open(
            KafkaClients clients,
            PartitionTable table,
            EventTopics topics,
            Duration discoveryInterval,
            StartPolicy warmUp,
            Earlier earlier,
            Reception reception,
            IntakeStatus status,
            InstantSource clock) {
        Admin admin = clients.admin("intake");
        try {
            return new IntakeSession(
                    admin,
                    clients.reader("intake"),
                    table,
                    topics,
                    discoveryInterval,
                    warmUp,
                    earlier,
                    reception,
                    status,
                    clock);
        } catch (RuntimeException | Error e) {
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
        earlier.follow(table, clock.millis());
        logEnds.answer(table.names()).ifPresent(this::compare);
        read();
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

    private void read() {
        if (consumer.assignment().isEmpty()) {
            LockSupport.parkNanos(EXPECTANT.toNanos());
        } else if (reading.poll(placement.isSearching() || !status.isReady() ? EXPECTANT : QUIET)) {
            directory.askSoon();
            placement.assign();
        }
    }
}
