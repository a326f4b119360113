package io.dealstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.Mischief;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All streams of a replica are cut at the same moment, while events flow.
@Tag("measure")
class StormIT {

    private static final int STREAMS = Integer.getInteger("measure.streams", 5_000);
    private static final int RATE = Integer.getInteger("measure.rate", 100);
    /// With little of it everyone must be told from Kafka what happened meanwhile.
    private static final String JOURNAL = System.getProperty("measure.journal", "128M");

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration WARM = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private final Balance balance = new Balance();

    @Test
    void allStreamsAreLiveAndCompleteAgain() throws Exception {
        Path log = Files.createDirectories(Path.of("target", "chaos")).resolve("storm.log");
        try (BrokerProcess broker = BrokerProcess.started(folder);
                Replica replica = new Replica(
                        broker.bootstrapServers(),
                        log,
                        Map.of("heap", "512m", "dealstream.hub.journal-bytes", JOURNAL))) {
            replica.start();
            Awaitility.await("replica").atMost(LIMIT).until(replica::isReady);
            try (MisbehavingProxy proxy = new MisbehavingProxy(List.of(replica.address()), Mischief.NONE, 1);
                    Crowd crowd = Crowd.ofDeals(proxy.uri("/"), STREAMS)) {
                Awaitility.await("clients").atMost(LIMIT).until(crowd::hasSettledIn);
                Worker worker = new Worker(broker.bootstrapServers(), ledger, Lane.all(), false, RATE, new Random(1));
                try {
                    worker.start();
                    Awaitility.await().atMost(LIMIT).pollDelay(WARM).until(() -> true);
                    storm(replica, proxy, crowd);
                    worker.finish();
                } finally {
                    worker.close();
                }
                Awaitility.await("completeness").atMost(LIMIT).until(() -> crowd.hasEverything(ledger));
                crowd.account(balance, ledger);
            }
        }
        System.out.println(balance);
        Balance.WRONG.forEach(what -> assertThat(balance.of(what)).as(what).isZero());
        assertThat(balance.resets()).isZero();
    }

    private static void storm(Replica replica, MisbehavingProxy proxy, Crowd crowd) throws IOException {
        Duration cpu = replica.cpu();
        Map<String, Double> before = fetches(replica);
        Instant cut = Instant.now();
        int streams = proxy.cutAll();
        Awaitility.await("everyone is back")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> crowd.hasHeardSince(cut));
        Duration took = Duration.between(cut, Instant.now());
        System.out.printf(
                "Storm of %,d streams at %d events/s: all live again after %.1f s, of which 3 s by retry:; service's CPU %.1f s%n",
                streams, RATE, took.toMillis() / 1e3, replica.cpu().minus(cpu).toMillis() / 1e3);
        fetches(replica)
                .forEach((name, count) ->
                        System.out.printf("  %s: +%.0f%n", name, count - before.getOrDefault(name, 0.0)));
    }

    /// What the service says of its reading from Kafka.
    private static Map<String, Double> fetches(Replica replica) throws IOException {
        Map<String, Double> counts = new TreeMap<>();
        replica.metrics()
                .lines()
                .filter(line -> line.matches("(kafka_consumer_fetch_manager_fetch_total|dealstream_history).*"))
                .forEach(line -> counts.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        return counts;
    }
}
