package io.dealstream.chaos;

import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A small cluster on this machine: a broker, several replicas of the packaged service and a load balancer,
/// each in a process of its own.
final class LocalCluster implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration BALANCER_LOOKS = Duration.ofSeconds(4);

    private final BrokerProcess broker;
    private final List<Replica> replicas = new ArrayList<>();
    private final Balancer balancer;

    /// @param folder for what its processes keep and say
    /// @param algorithm see [Balancer]
    /// @param properties of all replicas
    LocalCluster(Path folder, int replicas, String algorithm, Map<String, String> properties) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.broker = BrokerProcess.started(folder);
        for (int i = 0; i < replicas; i++) {
            Path log = folder.resolve("replica-" + i + ".log");
            this.replicas.add(new Replica(broker.bootstrapServers(), log, new HashMap<>(properties)));
        }
        this.replicas.forEach(Replica::start);
        this.balancer = new Balancer(
                folder, this.replicas.stream().map(Replica::address).toList(), algorithm);
        Awaitility.await("replicas")
                .atMost(START_WITHIN)
                .until(() -> this.replicas.stream().allMatch(Replica::isReady));
        // the balancer has looked at all of them, too: else the first clients would come to some only
        Awaitility.await("balancer").pollDelay(BALANCER_LOOKS).until(() -> true);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /// Where clients come to.
    URI door() {
        return balancer.door();
    }

    Replica replica(int i) {
        return replicas.get(i);
    }

    /// Where one replica itself is.
    URI address(int i) {
        return URI.create("http://" + Loopback.HOST + ":" + replica(i).address().getPort() + "/");
    }

    /// Starts those anew that have ended.
    void revive() {
        replicas.stream().filter(replica -> !replica.isRunning()).forEach(Replica::start);
    }

    int size() {
        return replicas.size();
    }

    /// A sum over one metric of a replica; 0 while that does not answer.
    double metric(int i, String name) {
        try {
            return replica(i).metric(name);
        } catch (IOException e) {
            return 0;
        }
    }

    /// How many streams each replica has.
    List<Integer> streams() {
        List<Integer> streams = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            streams.add((int) metric(i, "dealstream_streams_open"));
        }
        return streams;
    }

    @Override
    public void close() {
        balancer.close();
        replicas.forEach(Replica::close);
        broker.close();
    }
}
