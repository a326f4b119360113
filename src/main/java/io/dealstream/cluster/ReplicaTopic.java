package io.dealstream.cluster;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;

/// Has this replica told of, and hears of the others, for as long as the process runs, on a thread of its own. Whatever
/// goes wrong is tried again for ever, and no stream depends on it.
final class ReplicaTopic implements AutoCloseable {

    private static final String PURPOSE = "replicas";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(1);

    private final SessionLoop loop;
    private final Reporter reporter;

    ReplicaTopic(
            ClusterSettings settings,
            KafkaClients clients,
            Replicas replicas,
            LocalReplica self,
            Rebalance rebalance,
            InstantSource clock,
            Faults faults) {
        SparseLog log = new SparseLog(ReplicaTopic.class, clock);
        this.reporter = new Reporter(
                self,
                settings,
                () -> clients.reporter(PURPOSE),
                (written, failure) -> {
                    if (failure == null) {
                        log.over("Telling other replicas of this one works again");
                    } else {
                        log.warn(
                                "telling", "Other replicas are not told of this one: " + SessionLoop.describe(failure));
                    }
                },
                System::nanoTime);
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

    /// Takes this replica off the topic, if that can be done at once.
    @Override
    public void close() {
        loop.stop();
        loop.awaitEnd(STOP_WITHIN);
        reporter.sayGoodbye();
        reporter.close();
    }
}
