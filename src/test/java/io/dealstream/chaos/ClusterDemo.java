package io.dealstream.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Runs a [LocalCluster] until it is interrupted, with a line every two seconds: `bin/cluster`.
final class ClusterDemo {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private ClusterDemo() {}

    /// Runs until it is interrupted.
    ///
    /// @param arguments how many replicas, and HAProxy's name of how to balance
    public static void main(String[] arguments) throws Exception {
        int replicas = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        String algorithm = arguments.length > 1 ? arguments[1] : "leastconn";
        Path folder = Files.createTempDirectory("dealstream-cluster");
        Map<String, String> properties =
                Map.of("heap", "512m", "dealstream.cluster.rebalance-age", System.getProperty("rebalance.age", "1m"));
        try (LocalCluster cluster = new LocalCluster(folder, replicas, algorithm, properties)) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop-cluster"));
            System.out.println("Streams:   " + cluster.door() + "v1/events/org  (X-API-Key: " + Lane.secret(1) + ")");
            System.out.println("Kafka:     " + cluster.bootstrapServers());
            for (int i = 0; i < cluster.size(); i++) {
                System.out.println("Replica " + i + ": " + cluster.address(i) + "  process "
                        + cluster.replica(i).pid());
            }
            System.out.println("Logs:      " + folder);
            System.out.println("kill -TERM or -KILL a replica's process; it is started anew. Ctrl-C ends all.");
            while (true) {
                System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  streams "
                        + cluster.streams());
                Thread.sleep(PAUSE);
                cluster.revive();
            }
        }
    }
}
