package io.dealstream.intake;

import io.dealstream.decode.RecentIds;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.kafka.TopicSettings;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// Reads events from Kafka for as long as it runs, and writes dead letters for records that are no events.
/// During an outage of Kafka, everything that needs no Kafka goes on. Afterwards reading starts again by
/// itself.
final class Intake {

    private static final Duration STOP = Duration.ofSeconds(4);
    private static final Duration REST = Duration.ofSeconds(1);

    private final SessionLoop reading;
    private final SessionLoop earlier;
    private final SessionLoop deadLetters;

    /// The parts of the intake.
    ///
    /// @param warmUp where to begin in partitions that existed at start
    /// @param decoder shared by three threads
    record Parts(
            KafkaClients clients,
            TopicSettings topics,
            IntakeSettings config,
            StartPolicy warmUp,
            DeadLetterSettings deadLetters,
            RecordDecoder decoder,
            RecentIds recentIds,
            EventSink sink,
            IntakeListener listener,
            IntakeStatus status,
            InstantSource clock,
            Faults faults) {}

    Intake(Parts parts) {
        EventTopics topics = new EventTopics(parts.topics);
        RejectLedgers ledgers = new RejectLedgers();
        parts.status.ledgers(ledgers);
        Earlier before = new Earlier(parts.sink);
        parts.status.earlier(before::left);
        RecordIntake recordIntake = new RecordIntake(
                parts.decoder, parts.recentIds, parts.sink, before, ledgers, parts.listener, parts.clock);
        PartitionTable table = new PartitionTable();
        DeadLetterSession.Means means = new DeadLetterSession.Means(
                parts.clients,
                topics,
                parts.topics.deadLetterSuffix(),
                parts.deadLetters,
                ledgers,
                parts.decoder,
                parts.listener,
                parts.deadLetters.group() + "-" + UUID.randomUUID(),
                parts.clock);
        SparseLog log = new SparseLog(Intake.class, parts.clock);
        this.reading = new SessionLoop(
                Task.INTAKE,
                parts.clients.connections("intake"),
                kafka -> new IntakeSession(
                        kafka,
                        table,
                        topics,
                        parts.config.discoveryInterval(),
                        parts.warmUp,
                        before,
                        recordIntake,
                        parts.status,
                        parts.clock),
                new HubUpkeep(parts.sink, parts.clock, parts.faults),
                REST,
                log,
                parts.clock,
                parts.faults);
        EarlierSession.Means reader = new EarlierSession.Means(
                before,
                new EarlierRecordIntake(
                        parts.decoder, parts.recentIds, new SecureRandom(), parts.sink, parts.listener, parts.clock),
                parts.sink,
                parts.listener,
                parts.status,
                parts.clock);
        this.earlier = new SessionLoop(
                Task.EARLIER_RECORDS,
                parts.clients.connections("earlier"),
                kafka -> new EarlierSession(reader, kafka),
                REST,
                log,
                parts.clock,
                parts.faults);
        this.deadLetters = new SessionLoop(
                Task.DEAD_LETTERS,
                DeadLetterSession.connections(parts.clients, parts.deadLetters, parts.config.discoveryInterval()),
                kafka -> new DeadLetterSession(means, kafka),
                REST,
                log,
                parts.clock,
                parts.faults);
    }

    void start() {
        reading.start();
        earlier.start();
        deadLetters.start();
    }

    /// Stops all threads. Returns when they have ended, or after some seconds.
    void stop() {
        reading.stop();
        earlier.stop();
        deadLetters.stop();
        reading.awaitEnd(STOP);
        earlier.awaitEnd(STOP);
        deadLetters.awaitEnd(STOP);
    }
}
