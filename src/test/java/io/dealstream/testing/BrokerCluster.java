package io.dealstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/// Three brokers, each in a JVM of its own, on 127.0.0.1. The first one is also the controller, so it must not
/// be ended.
public final class BrokerCluster implements AutoCloseable {

    private static final int SIZE = 3;
    private static final short COPIES = 3;

    private final List<BrokerProcess> brokers = new ArrayList<>();

    /// @param folder an empty folder for their data, configuration and logs
    public BrokerCluster(Path folder) {
        Uuid cluster = Uuid.randomUuid();
        int controller = Loopback.freePort();
        for (int id = 1; id <= SIZE; id++) {
            int port = Loopback.freePort();
            brokers.add(new BrokerProcess(folderOf(folder, id), port, settings(id, port, controller), cluster));
        }
    }

    /// Starts them all, and returns when they answer.
    public BrokerCluster start() {
        brokers.forEach(BrokerProcess::start);
        return this;
    }

    /// Where clients find them: `127.0.0.1:port,...`.
    public String bootstrapServers() {
        return brokers.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
    }

    /// How many copies of each record there are.
    public short copies() {
        return COPIES;
    }

    /// The broker with this id, from 1 on.
    public BrokerProcess broker(int id) {
        return brokers.get(id - 1);
    }

    /// How many partitions each broker leads, by id; those that nobody leads are under 0.
    public Map<Integer, Long> leaders(Collection<String> topics) {
        return partitions(topics).stream()
                .collect(Collectors.groupingBy(
                        partition -> Optional.ofNullable(partition.leader())
                                .map(Node::id)
                                .orElse(0),
                        Collectors.counting()));
    }

    /// Whether every copy of every partition is up to date.
    public boolean isWhole(Collection<String> topics) {
        return partitions(topics).stream().allMatch(partition -> partition.isr().size() == COPIES);
    }

    /// Gives each partition back to the broker that is to lead it, as Kafka does by itself now and then.
    public void electPreferredLeaders() {
        try (Admin admin = admin()) {
            admin.electLeaders(ElectionType.PREFERRED, null).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        brokers.reversed().forEach(BrokerProcess::close);
    }

    private List<TopicPartitionInfo> partitions(Collection<String> topics) {
        try (Admin admin = admin()) {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .toList();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    private static Path folderOf(Path folder, int id) {
        try {
            return Files.createDirectory(folder.resolve("broker-" + id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(int id, int port, int controller) {
        String listener = "PLAINTEXT://" + Loopback.HOST + ":" + port;
        boolean controls = id == 1;
        return Map.ofEntries(
                Map.entry("broker.id", Integer.toString(id)),
                Map.entry("process.roles", controls ? "broker,controller" : "broker"),
                Map.entry(
                        "listeners",
                        controls ? listener + ",CONTROLLER://" + Loopback.HOST + ":" + controller : listener),
                Map.entry("controller.quorum.voters", "1@" + Loopback.HOST + ":" + controller),
                Map.entry("controlled.shutdown.enable", "true"),
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("replica.socket.timeout.ms", "5000"),
                Map.entry("auto.leader.rebalance.enable", "false"),
                Map.entry("offsets.topic.replication.factor", Short.toString(COPIES)),
                Map.entry("transaction.state.log.replication.factor", Short.toString(COPIES)),
                Map.entry("transaction.state.log.min.isr", "1"));
    }
}
