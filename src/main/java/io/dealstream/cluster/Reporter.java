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

/// Reports this replica to the others: after a change, but at most once a second, and at intervals without a
/// change. A report that was not written is soon repeated. Not thread-safe.
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

    /// @param channel writes a record to Kafka; it holds at most one waiting record and replaces it by a later
    ///     one
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

    /// Reports if it is time. Must be called several times a second. Does not wait for an answer.
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

    /// Removes this replica from the topic, if that is possible at once. Otherwise the others notice its silence.
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
