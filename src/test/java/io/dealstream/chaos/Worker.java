package io.dealstream.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A worker of the pipeline. It writes the events of its lanes at an even rate and in order, as durably as
/// Kafka offers, and survives every failure of the broker.
final class Worker {

    private static final int PATIENCE_MILLIS = 180_000;
    private static final int TICKS_PER_SECOND = 50;
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Ledger ledger;
    private final List<Lane> lanes;
    private final boolean crc;
    private final int rate;
    private final Random random;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "worker");
    private volatile boolean ending;

    /// @param lanes nobody else writes
    /// @param crc whether it chooses partitions as librdkafka does (CRC-32 of the key) rather than as Java does
    /// @param rate events per second
    Worker(String bootstrapServers, Ledger ledger, List<Lane> lanes, boolean crc, int rate, Random random) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        PATIENCE_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        PATIENCE_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.ledger = ledger;
        this.lanes = List.copyOf(lanes);
        this.crc = crc;
        this.rate = rate;
        this.random = random;
    }

    void start() {
        thread.start();
    }

    /// Writes the last events of the deals that are to be settled, and returns when everything is acknowledged.
    ///
    /// @throws AssertionError when something was not
    void finish() {
        awaitEnd();
        lanes.stream()
                .filter(lane -> lane.deal() == Lane.SETTLING)
                .flatMap(lane -> ledger.lastOf(lane).stream())
                .forEach(this::send);
        producer.flush();
        if (failure.get() != null) {
            throw new AssertionError("a record was not acknowledged", failure.get());
        }
    }

    void close() {
        ending = true;
        producer.close(CLOSE);
    }

    private void awaitEnd() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long tick = 0;
        long began = System.nanoTime();
        while (!ending && failure.get() == null) {
            for (int i = 0; i < rate / TICKS_PER_SECOND && !ending; i++) {
                send(ledger.nextOf(lanes.get(random.nextInt(lanes.size()))));
            }
            long due = began + ++tick * 1_000_000_000L / TICKS_PER_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void send(Numbered event) {
        ProducerRecord<byte[], byte[]> record = event.toRecord();
        ProducerRecord<byte[], byte[]> placed = !crc && !Lane.areMany()
                ? record
                : new ProducerRecord<>(
                        record.topic(), partition(event), null, record.key(), record.value(), record.headers());
        producer.send(placed, (written, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }

    private int partition(Numbered event) {
        int count = producer.partitionsFor(event.lane().topic()).size();
        if (Lane.areMany()) {
            return event.lane().partition(count);
        }
        CRC32 sum = new CRC32();
        sum.update(Integer.toString(event.lane().deal()).getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() % count);
    }
}
