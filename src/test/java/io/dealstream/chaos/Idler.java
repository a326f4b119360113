package io.dealstream.chaos;

import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// A pipeline whose workers abandon documents. It begins documents, goes on with some after a while, ends some,
/// and never comes back to others. It has its own tenant, so no client follows its events. The events of one
/// document are in any partitions.
final class Idler implements AutoCloseable {

    static final String TENANT = "idler";

    /// The only stage at which a document stalls within a run.
    static final String ABANDONED = "abandoned";

    /// After which time it does.
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final String BUSY = "analyzing";
    private static final int PATIENCE_MILLIS = 180_000;
    private static final int DEALS = 20;

    /// With the rest between two events it follows that half of all documents are left for longer than they may.
    private static final int AT_ONCE = 60;

    private static final Duration REST = Duration.ofMillis(200);

    private final Records records;
    private final int partitions;
    private final Random random;
    private final int[] documents = new int[AT_ONCE];
    private final Thread thread = new Thread(this::run, "idler");
    private int begun;
    private volatile @Nullable Exception failure;
    private volatile boolean ending;

    /// @param partitions of the processing topic
    Idler(String bootstrapServers, int partitions, Random random) {
        this.records = new Records(bootstrapServers, PATIENCE_MILLIS);
        this.partitions = partitions;
        this.random = random;
    }

    /// Settings of replicas that tell of its documents, and that Kafka misses soon: else hardly anybody would tell of
    /// anything before all is over.
    static Map<String, String> stalls() {
        return Map.of(
                "dealstream.stalls.after",
                "24h",
                "dealstream.stalls.stages." + ABANDONED,
                PATIENCE.toSeconds() + "s",
                "kafka.session.timeout.ms",
                "6000",
                "kafka.heartbeat.interval.ms",
                "1000");
    }

    Idler start() {
        thread.start();
        return this;
    }

    /// Leaves everything as it is, and returns when all that it wrote is acknowledged.
    ///
    /// @throws AssertionError when something was not
    void finish() {
        awaitEnd();
        if (failure != null) {
            throw new AssertionError("a document's record was not acknowledged", failure);
        }
    }

    private void run() {
        try {
            while (!ending) {
                step(random.nextInt(AT_ONCE));
                LockSupport.parkNanos(REST.toNanos());
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void step(int place) {
        if (documents[place] == 0) {
            documents[place] = ++begun;
            write(place, "processing.started", random.nextBoolean() ? ABANDONED : BUSY);
            return;
        }
        switch (random.nextInt(10)) {
            case 0 -> {
                write(place, "processing.completed", "completed");
                documents[place] = 0;
            }
            // for ever
            case 1 -> documents[place] = 0;
            case 2, 3, 4 -> write(place, "processing.progress", BUSY);
            default -> write(place, "processing.progress", ABANDONED);
        }
    }

    private void write(int place, String type, String stage) {
        int deal = 1 + place % DEALS;
        String value = "{\"deal_id\":%d,\"statement_id\":%d,\"stage\":\"%s\",\"progress\":%d,\"health_score\":1}"
                .formatted(deal, documents[place], stage, random.nextInt(100));
        ProducerRecord<byte[], byte[]> event =
                Records.event(Topics.PROCESSING, TENANT, type, Integer.toString(deal), value);
        records.write(new ProducerRecord<>(
                event.topic(), random.nextInt(partitions), event.key(), event.value(), event.headers()));
    }

    private void awaitEnd() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        awaitEnd();
        records.close();
    }
}
