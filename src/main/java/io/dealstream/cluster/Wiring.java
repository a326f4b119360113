package io.dealstream.cluster;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.tasks.Faults;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Makes this package's beans from its plain classes, and starts and stops the parts with a thread.
@Singleton
final class Wiring {

    @Produces
    @Singleton
    ReplicaId id() {
        return new ReplicaId(UUID.randomUUID().toString());
    }

    @Produces
    @Singleton
    Replicas replicas(ReplicaId id, ClusterSettings settings) {
        return new Replicas(id.text(), settings, System::nanoTime);
    }

    @Produces
    @Singleton
    Rebalance rebalance(LocalReplica self, Cluster cluster, ClusterSettings settings) {
        return new Rebalance(self, cluster, settings, System::nanoTime);
    }

    @Produces
    @Singleton
    ReplicaTopic topic(
            ClusterSettings settings,
            KafkaClients clients,
            @Channel("replicas") @OnOverflow(OnOverflow.Strategy.LATEST)
                    MutinyEmitter<ProducerRecord<byte[], byte[]>> channel,
            Replicas replicas,
            LocalReplica self,
            Rebalance rebalance,
            InstantSource clock,
            Faults faults) {
        return new ReplicaTopic(settings, clients, channel::send, replicas, self, rebalance, clock, faults);
    }

    void start(@Observes StartupEvent event, ReplicaTopic topic) {
        topic.start();
    }

    /// Runs before channels are closed, because the last record goes over a channel.
    void stop(@Observes ShutdownEvent event, ReplicaTopic topic) {
        topic.close();
    }
}
