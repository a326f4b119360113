package io.dealstream.intake;

import io.dealstream.decode.RecordDecoder;
import io.dealstream.kafka.Connections;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Session;
import io.dealstream.kafka.TransactionalProducer;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.Consumer;

/// Writes dead letters once, however many replicas run. All replicas belong to one consumer group, and the
/// replica that owns a partition there writes its dead letters. Letters and progress are written in one
/// transaction. Kafka refuses it if the replica has lost the partition meanwhile. So readers of committed
/// records see each letter once, whatever crashes. While letters cannot be written, their records simply stay
/// in Kafka.
final class DeadLetterSession implements Session {

    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final String PURPOSE = "dead-letters";
    private static final Duration TRANSACTION = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final DeadLetterWriter writer;
    private final Ownership ownership;
    private final DeadLetterKeeper keeper;
    private final RejectLedgers ledgers;

    /// What every session needs.
    ///
    /// @param transactionalId an id that only this replica has
    record Means(
            KafkaClients clients,
            EventTopics topics,
            String suffix,
            DeadLetterSettings config,
            RejectLedgers ledgers,
            RecordDecoder decoder,
            IntakeListener listener,
            String transactionalId,
            InstantSource clock) {}

    DeadLetterSession(Means means, Connections kafka) {
        this.consumer = kafka.consumer();
        this.ledgers = means.ledgers;
        this.writer = new DeadLetterWriter(
                new TransactionalProducer(() -> means.clients.writer(PURPOSE, means.transactionalId, TRANSACTION)),
                new DeadLetterTopics(kafka.admin(), means.suffix, means.clock));
        this.ownership = new Ownership(consumer, means.config.commitInterval(), means.clock);
        this.keeper = new DeadLetterKeeper(consumer, ownership, means.decoder, writer, means.listener, means.clock);
        ownership.subscribe(means.topics.names());
    }

    /// Makes the connections for sessions.
    static Connections connections(KafkaClients clients, DeadLetterSettings config, Duration discoveryInterval) {
        return new Connections(
                () -> clients.member(PURPOSE, config.group(), discoveryInterval), () -> clients.admin(PURPOSE), CLOSE);
    }

    @Override
    public void turn() {
        ownership.commitWhenDue();
        boolean idle = true;
        for (OwnedPartition partition : ownership.all()) {
            RejectLedger ledger = ledgers.of(partition.name()).orElse(null);
            if (ledger != null) {
                idle &= !keeper.lookAfter(partition, ledger);
            }
        }
        if (idle) {
            consumer.poll(QUIET);
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
