package io.dealstream.intake;

import io.dealstream.kafka.Connections;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.Listing;
import io.dealstream.kafka.Offsets;
import io.dealstream.kafka.Session;
import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;

/// Reads all partitions of the event topics with one consumer. The next session continues where this one
/// stopped, because the table of partitions outlives it. Belongs to the intake's thread.
///
/// It uses a plain consumer and no channel of Reactive Messaging, because it needs what channels hide: assigned
/// partitions in place of a shared group, seeking by time, the ids of topics, the ends of logs, and the end of
/// a batch.
final class IntakeSession implements Session {

    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration EXPECTANT = Duration.ofMillis(5);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionTable table;
    private final EventTopics topics;
    private final FollowedTopics followed;
    private final PartitionAssigner assigner;
    private final LogEnds logEnds;
    private final Reading reading;
    private final Earlier earlier;
    private final RecordIntake recordIntake;
    private final IntakeStatus status;
    private final InstantSource clock;
    private final SparseLog log;

    /// @param table the partitions' state from earlier sessions
    IntakeSession(
            Connections kafka,
            PartitionTable table,
            EventTopics topics,
            Duration discoveryInterval,
            StartPolicy warmUp,
            Earlier earlier,
            RecordIntake recordIntake,
            IntakeStatus status,
            InstantSource clock) {
        this.consumer = kafka.consumer();
        this.table = table;
        this.topics = topics;
        this.followed = new FollowedTopics(kafka.admin(), topics.names(), discoveryInterval, clock);
        Offsets offsets = new Offsets(kafka.admin(), ANSWER);
        this.assigner = new PartitionAssigner(table, consumer, offsets, warmUp, recordIntake, clock);
        this.logEnds = new LogEnds(offsets, clock);
        this.reading = new Reading(consumer, table, recordIntake, clock);
        this.earlier = earlier;
        this.recordIntake = recordIntake;
        this.status = status;
        this.clock = clock;
        this.log = new SparseLog(IntakeSession.class, clock);
        assigner.assign();
    }

    @Override
    public void turn() {
        followed.news().ifPresent(this::follow);
        assigner.turn();
        earlier.follow(table, clock.millis());
        logEnds.answer(table.names()).ifPresent(this::compare);
        read();
        long settledAt = table.settledAt();
        recordIntake.settle(settledAt, table.horizon(clock.millis()));
        status.ready(table.isWarm());
        if (earlier.isOver()) {
            status.completeAsOf(settledAt);
        }
    }

    private void follow(Listing listing) {
        Throwable silence = listing.silence().orElse(null);
        if (silence != null) {
            log.warn("listing", "Kafka is away: " + SparseLog.root(silence));
            return;
        }
        listing.topics().forEach((topic, sighting) -> {
            if (sighting instanceof Listing.Sighting.Refused(Throwable cause)) {
                log.warn(topic, "Cannot read the topic " + topic + ": " + cause);
            }
        });
        status.contact(clock.instant());
        if (table.follow(listing.askedAt(), topics.partitions(listing))) {
            assigner.assign();
        }
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
            followed.askSoon();
        }
        status.compared(table);
    }

    private void read() {
        if (consumer.assignment().isEmpty()) {
            LockSupport.parkNanos(EXPECTANT.toNanos());
        } else if (reading.poll(assigner.isSearching() || !status.isReady() ? EXPECTANT : QUIET)) {
            followed.askSoon();
            assigner.assign();
        }
    }
}
