package io.dealstream.access;

import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/// Reads one incarnation of the topic of used tickets, from the first claim on whose ticket may still be valid.
/// Only the first partition counts, because there is no order between partitions. Throws what Kafka throws;
/// then it must be closed. Not thread-safe.
final class TicketReader {

    /// The longest life of a ticket, and the same again for clocks that differ.
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5 + 5);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final Uuid incarnation;
    private final Consumer<byte[], byte[]> consumer;
    private final TicketSigner signer;
    private final TicketClaims claims;
    private final SparseLog log;

    TicketReader(
            String topic,
            Uuid incarnation,
            Consumer<byte[], byte[]> consumer,
            TicketSigner signer,
            TicketClaims claims,
            InstantSource clock,
            SparseLog log) {
        this.topic = topic;
        this.incarnation = incarnation;
        this.consumer = consumer;
        this.signer = signer;
        this.claims = claims;
        this.log = log;
        TopicPartition partition = new TopicPartition(topic, TicketWriter.PARTITION);
        consumer.assign(Set.of(partition));
        // the end first: claims that come between the two questions must be read
        long end = Objects.requireNonNull(
                consumer.endOffsets(Set.of(partition), TIMEOUT).get(partition));
        long since = clock.millis() - LONGEST_LIFE.toMillis();
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(partition, since), TIMEOUT).get(partition);
        consumer.seek(partition, first == null ? end : first.offset());
    }

    boolean reads(Uuid other) {
        return incarnation.equals(other);
    }

    /// Waits up to `wait` for claims and passes them on.
    void read(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(wait)) {
            Optional<TicketUse> claim = one.value() == null ? Optional.empty() : TicketUse.open(one.value(), signer);
            claim.ifPresentOrElse(claims::read, this::skip);
        }
    }

    private void skip() {
        log.warn("claim", "Skipped a record of " + topic + " that no replica with the same secret wrote");
    }
}
