package io.dealstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Streams move to a replica that was added, if the load balancer lets them, and no client notices more than a
/// pause.
@Tag("chaos")
class ScaleOutIT {

    private static final int REPLICAS = 3;
    private static final int STREAMS = Integer.getInteger("chaos.streams", 3_000);
    private static final int RATE = 50;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private final Balance balance = new Balance();

    /// @param seconds how old a stream must be: longer than it takes until all have about as many
    @ParameterizedTest
    @CsvSource({"leastconn, 60", "roundrobin, 150"})
    void streamsSpreadOverAReplicaThatComesBack(String algorithm, long seconds) throws Exception {
        Duration age = Duration.ofSeconds(seconds);
        try (LocalCluster cluster = new LocalCluster(folder, REPLICAS, algorithm, after(age));
                Crowd crowd = Crowd.ofDeals(cluster.door(), STREAMS)) {
            Awaitility.await("clients").atMost(LIMIT).until(crowd::hasSettledIn);
            Worker worker = new Worker(cluster.bootstrapServers(), ledger, Lane.all(), false, RATE, new Random(1));
            try {
                worker.start();
                cluster.replica(0).kill();
                Awaitility.await("the others have them all")
                        .atMost(LIMIT)
                        .until(() -> cluster.streams().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum()
                                == STREAMS);
                System.out.println(algorithm + ", one is dead: " + cluster.streams());
                Awaitility.await("they are old enough")
                        .atMost(LIMIT)
                        .pollDelay(age)
                        .until(() -> true);

                cluster.replica(0).start();
                Awaitility.await("ready").atMost(LIMIT).until(cluster.replica(0)::isReady);
                Instant ready = Instant.now();
                Awaitility.await("balance").atMost(LIMIT).until(() -> isBalanced(cluster.streams()));
                System.out.printf(
                        "%s, balanced after %d s: %s%n",
                        algorithm, Duration.between(ready, Instant.now()).toSeconds(), cluster.streams());
                worker.finish();
            } finally {
                worker.close();
            }
            Awaitility.await("completeness").atMost(LIMIT).until(() -> crowd.hasEverything(ledger));
            crowd.account(balance, ledger);
        }
        judge();
        assertThat(balance.of("moved more than once")).isZero();
        assertThat(balance.of("stream.closed {\"reason\":\"rebalanced\"}")).isBetween(STREAMS / 4L, (long) STREAMS);
    }

    private static Map<String, String> after(Duration age) {
        return Map.of("heap", "512m", "dealstream.cluster.rebalance-age", age.toSeconds() + "s");
    }

    private static boolean isBalanced(List<Integer> streams) {
        double mean = (double) STREAMS / REPLICAS;
        return streams.stream().allMatch(count -> Math.abs(count - mean) <= mean / 10);
    }

    private void judge() {
        balance.add("events", ledger.events());
        System.out.println(balance);
        Balance.WRONG.forEach(what -> assertThat(balance.of(what)).as(what).isZero());
        assertThat(balance.resets()).isZero();
    }

    @Test
    void aReplicaRestsWhereTheBalancerBringsEverybodyBack() throws Exception {
        int streams = STREAMS / 3;
        try (LocalCluster cluster = new LocalCluster(folder, REPLICAS, "source", after(Duration.ofSeconds(5)));
                Crowd crowd = Crowd.ofDeals(cluster.door(), streams)) {
            Awaitility.await("clients").atMost(LIMIT).until(crowd::hasSettledIn);
            Worker worker = new Worker(cluster.bootstrapServers(), ledger, Lane.all(), false, RATE, new Random(1));
            try {
                worker.start();
                Awaitility.await("rest").atMost(LIMIT).until(() -> resting(cluster) == 1);
                worker.finish();
            } finally {
                worker.close();
            }
            Awaitility.await("completeness").atMost(LIMIT).until(() -> crowd.hasEverything(ledger));
            crowd.account(balance, ledger);
        }
        judge();
        // three probes of two in a hundred
        assertThat(balance.of("stream.closed {\"reason\":\"rebalanced\"}")).isBetween(1L, 3L * streams / 50);
    }

    private static double resting(LocalCluster cluster) {
        double resting = 0;
        for (int i = 0; i < cluster.size(); i++) {
            resting += cluster.metric(i, "dealstream_cluster_resting");
        }
        return resting;
    }
}
