package io.dealstream.cluster;

import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.SparseLog;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Tells the other replicas of this one: when something has changed, but not more often than once a second, and now and
/// then all the same. What does not get through is soon told again. Not thread-safe.
final class Reporter {

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(1);

    private final LocalReplica self;
    private final ClusterSettings settings;
    private final Function<ProducerRecord<byte[], byte[]>, Uni<Void>> channel;
    private final SparseLog log;
    private final LongSupplier nanoTime;
    private @Nullable ReplicaReport told;
    private long toldAt;

    /// @param channel takes a record to Kafka; keeps one that waits, and gives it up for a later one
    Reporter(
            LocalReplica self,
            ClusterSettings settings,
            Function<ProducerRecord<byte[], byte[]>, Uni<Void>> channel,
            SparseLog log,
            LongSupplier nanoTime) {
        this.self = self;
        this.settings = settings;
        this.channel = channel;
        this.log = log;
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
            send(ReportJson.write(report))
                    .subscribe()
                    .with(
                            _ -> log.over("Telling other replicas of this one works again"),
                            failure -> log.warn(
                                    "telling",
                                    "Other replicas are not told of this one: " + SessionLoop.describe(failure)));
        }
    }

    private Uni<Void> send(byte @Nullable [] value) {
        byte[] key = self.id().getBytes(StandardCharsets.UTF_8);
        return channel.apply(new ProducerRecord<>(settings.topic(), key, value));
    }

    /// Takes this replica off the topic, if that can be done at once. Else the others notice by its silence.
    void sayGoodbye() {
        if (told == null) {
            return;
        }
        try {
            send(null).await().atMost(GOODBYE_WITHIN);
        } catch (RuntimeException e) {
            told = null;
        }
    }
}
