package io.dealstream.ledger;

import io.dealstream.kafka.Connections;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.Listing;
import io.dealstream.kafka.Listing.Sighting;
import io.dealstream.kafka.Session;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.ledger.LedgerBuffer.Entry;
import io.dealstream.tasks.SparseLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// Writes the buffer's records until something fails. It writes only while the topic exists: writing to a
/// missing topic could create it. Belongs to the thread of [LedgerTopic].
final class LedgerSession implements Session {

    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final LedgerBuffer buffer;
    private final SparseLog log;
    private final FollowedTopics topics;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean isThere;

    LedgerSession(
            String topic,
            Connections kafka,
            Supplier<Producer<byte[], byte[]>> producers,
            LedgerBuffer buffer,
            InstantSource clock,
            SparseLog log) {
        this.topic = topic;
        this.producers = producers;
        this.buffer = buffer;
        this.log = log;
        this.topics = new FollowedTopics(kafka.admin(), List.of(topic), LOOK_EVERY, clock);
    }

    @Override
    public void turn() {
        topics.news().ifPresent(this::see);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new KafkaException("a record was not written", failed);
        }
        if (!isThere) {
            LockSupport.parkNanos(WAIT.toNanos());
            return;
        }
        Entry entry = buffer.next(WAIT);
        if (entry != null) {
            send(entry);
        }
    }

    private void see(Listing listing) {
        switch (Objects.requireNonNull(listing.topics().get(topic))) {
            case Sighting.Present _ -> {
                isThere = true;
                getReady();
            }
            case Sighting.Absent() -> {
                isThere = false;
                log.warn("absent", "There is no topic " + topic + ": the ledger's records wait for it");
            }
            case Sighting.Refused(Throwable cause) -> failed(cause);
            case Sighting.Unanswered(Throwable cause) -> failed(cause);
        }
    }

    /// Connects before the first record comes, because a reader waits for that record.
    private void getReady() {
        if (producer == null) {
            open().partitionsFor(topic);
        }
    }

    private void failed(Throwable cause) {
        log.warn("listing", "Kafka does not say how topic " + topic + " stands: " + SessionLoop.describe(cause));
    }

    private void send(Entry entry) {
        byte[] key = entry.content().showing().stream().tenant().id().getBytes(StandardCharsets.UTF_8);
        byte[] value;
        try {
            value = LedgerJson.write(entry.content());
        } catch (RuntimeException | Error problem) {
            buffer.refused(entry, "they cannot be put in words");
            throw problem;
        }
        try {
            Future<RecordMetadata> _ = open().send(new ProducerRecord<>(topic, key, value), (written, problem) -> {
                if (problem == null) {
                    buffer.written(entry);
                } else {
                    unwritten(entry, problem);
                }
            });
        } catch (RuntimeException | Error problem) {
            buffer.putBack(entry);
            throw problem;
        }
    }

    private void unwritten(Entry entry, Exception problem) {
        if (problem instanceof RecordTooLargeException) {
            buffer.refused(entry, "Kafka finds them too large");
        } else {
            buffer.putBack(entry);
            failure.set(problem);
        }
    }

    private Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> known = producer;
        if (known == null) {
            known = producers.get();
            producer = known;
        }
        return known;
    }

    /// Puts the records back into the buffer that are not written by then.
    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
