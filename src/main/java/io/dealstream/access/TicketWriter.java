package io.dealstream.access;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/// Writes claims to the topic of used tickets. Never waits. Thread-safe.
final class TicketWriter implements TicketClaims.Log.Shared, AutoCloseable {

    static final int PARTITION = 0;

    private final String topic;
    private final TicketSigner signer;
    private final SparseLog log;
    private final Producer<byte[], byte[]> producer;

    TicketWriter(String topic, KafkaClients clients, TicketSigner signer, SparseLog log) {
        this.topic = topic;
        this.signer = signer;
        this.log = log;
        this.producer = clients.prompt(TicketTopic.PURPOSE);
    }

    /// Whether the producer knows the topic. Must be called at intervals, because a producer forgets topics
    /// that nobody asks about.
    boolean isReady() {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    @Override
    public void write(TicketUse claim, Runnable failed) {
        // Without a key: if the topic were compacted by mistake, the last claim on a ticket would stay, not the
        // first.
        ProducerRecord<byte[], byte[]> one = new ProducerRecord<>(topic, PARTITION, null, claim.seal(signer));
        Future<RecordMetadata> _ = producer.send(one, (written, failure) -> {
            if (failure != null) {
                log.warn("writing", "The use of a ticket is not written: " + SessionLoop.describe(failure));
                failed.run();
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
