package io.dealstream.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Tells the other replicas of this one: when something has changed, but not more often than once a second, and now and
/// then all the same. Not thread-safe.
final class Reporter implements AutoCloseable {

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(1);

    private final LocalReplica self;
    private final ClusterSettings settings;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Callback result;
    private final LongSupplier nanoTime;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable ReplicaReport told;
    private long toldAt;

    /// @param producers makes one, for the first report
    /// @param result hears what becomes of each report
    Reporter(
            LocalReplica self,
            ClusterSettings settings,
            Supplier<Producer<byte[], byte[]>> producers,
            Callback result,
            LongSupplier nanoTime) {
        this.self = self;
        this.settings = settings;
        this.producers = producers;
        this.result = result;
        this.nanoTime = nanoTime;
    }

    /// Reports if it is time to. To be called several times a second. Does not wait for an answer.
    void report() {
        long since = nanoTime.getAsLong() - toldAt;
        if (told != null && since < PAUSE_NANOS) {
            return;
        }
        ReplicaReport report = self.report();
        boolean isDue = since >= settings.reportEvery().toNanos();
        if (told == null || isDue || !report.saysTheSameAs(told)) {
            told = report;
            toldAt = nanoTime.getAsLong();
            Future<RecordMetadata> _ = send(ReportJson.write(report));
        }
    }

    private Future<RecordMetadata> send(byte @Nullable [] value) {
        byte[] key = self.id().getBytes(StandardCharsets.UTF_8);
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
        }
        return open.send(new ProducerRecord<>(settings.topic(), key, value), result);
    }

    /// Takes this replica off the topic, if that can be done at once.
    void sayGoodbye() {
        if (told == null) {
            return;
        }
        try {
            send(null).get(GOODBYE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // the others notice by its silence
            told = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(GOODBYE_WITHIN);
        }
    }
}
