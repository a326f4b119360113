package io.dealstream.cluster;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Reports this replica to the others and reads their reports for as long as the process runs, on a thread of
/// its own. It tries again for ever after a failure, and no stream depends on it.
final class ReplicaTopic implements AutoCloseable {

    private static final String PURPOSE = "replicas";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(1);

    private final SessionLoop loop;
    private final Reporter reporter;

    /// @param channel see [Reporter]
    ReplicaTopic(
            ClusterSettings settings,
            KafkaClients clients,
            Function<ProducerRecord<byte[], byte[]>, Uni<Void>> channel,
            Replicas replicas,
            LocalReplica self,
            Rebalance rebalance,
            InstantSource clock,
            Faults faults) {
        SparseLog log = new SparseLog(ReplicaTopic.class, clock);
        this.reporter = new Reporter(self, settings, channel, log, System::nanoTime);
        this.loop = new SessionLoop(
                Task.REPLICAS,
                clients.connections(PURPOSE),
                kafka -> new ReplicaSession(settings.topic(), kafka, replicas, reporter, clock, log),
                () -> {
                    replicas.sweep();
                    faults.guard(Task.REBALANCE, rebalance::turn).run();
                },
                REST,
                log,
                clock,
                faults);
    }

    void start() {
        loop.start();
    }

    /// Removes this replica from the topic, if that is possible at once, and stops the thread.
    @Override
    public void close() {
        loop.end(STOP_WITHIN);
        reporter.sayGoodbye();
    }
}
