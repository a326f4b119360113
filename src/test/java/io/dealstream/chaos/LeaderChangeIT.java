package io.dealstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.BrokerCluster;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.Mischief;
import io.dealstream.testing.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three brokers, whose leaders die, leave and change, while events flow and clients come back for events that
/// memory no longer holds: no client notices more than a pause.
@Tag("chaos")
class LeaderChangeIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int CLIENTS = 60;
    private static final int RATE = 200;
    private static final Map<String, String> FORGETFUL = Map.of("dealstream.hub.journal-bytes", "256K");

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private final Balance balance = new Balance();

    @Test
    void costsNoClientAnEvent() throws Exception {
        Path log = Files.createDirectories(Path.of("target", "chaos")).resolve("leaders.log");
        try (BrokerCluster cluster = new BrokerCluster(folder).start();
                Replica replica = new Replica(cluster.bootstrapServers(), log, FORGETFUL)) {
            createTopics(cluster);
            replica.start();
            Awaitility.await("replica").atMost(LIMIT).until(replica::isReady);
            try (MisbehavingProxy proxy = new MisbehavingProxy(List.of(replica.address()), Mischief.NONE, 1);
                    Crowd crowd = Crowd.ofDeals(proxy.uri("/"), CLIENTS)) {
                Awaitility.await("clients").atMost(LIMIT).until(crowd::hasSettledIn);
                Worker worker = new Worker(cluster.bootstrapServers(), ledger, Lane.all(), false, RATE, new Random(1));
                try {
                    worker.start();
                    changeLeaders(cluster, proxy, crowd);
                    worker.finish();
                } finally {
                    worker.close();
                }
                Awaitility.await("completeness").atMost(LIMIT).until(() -> crowd.hasEverything(ledger));
                crowd.account(balance, ledger);
                balance.history(replica);
            }
        }
        balance.add("events", ledger.events());
        System.out.println(balance);
        Balance.WRONG.forEach(what -> assertThat(balance.of(what)).as(what).isZero());
        assertThat(balance.resets()).isZero();
        assertThat(balance.of("readers served from Kafka again")).isPositive();
    }

    private static void changeLeaders(BrokerCluster cluster, MisbehavingProxy proxy, Crowd crowd) {
        hear(proxy, crowd);

        cluster.broker(2).kill();
        awaitNoneLedBy(cluster, 2);
        hear(proxy, crowd);
        cluster.broker(2).start();
        awaitWhole(cluster);

        cluster.electPreferredLeaders();
        assertThat(cluster.leaders(Topics.EVENTS)).containsKey(2);
        hear(proxy, crowd);

        cluster.broker(3).stop();
        awaitNoneLedBy(cluster, 3);
        hear(proxy, crowd);
        cluster.broker(3).start();
        awaitWhole(cluster);
        cluster.electPreferredLeaders();
        hear(proxy, crowd);
    }

    /// Cuts everyone off, and waits until everyone has come back and has heard something.
    private static void hear(MisbehavingProxy proxy, Crowd crowd) {
        Instant cut = Instant.now();
        proxy.cutAll();
        Awaitility.await("events after a cut").atMost(LIMIT).until(() -> crowd.hasHeardSince(cut));
    }

    private static void awaitNoneLedBy(BrokerCluster cluster, int broker) {
        Awaitility.await("leaders").atMost(LIMIT).until(() -> {
            Map<Integer, Long> leaders = cluster.leaders(Topics.EVENTS);
            return !leaders.containsKey(broker) && !leaders.containsKey(0);
        });
    }

    private static void awaitWhole(BrokerCluster cluster) {
        Awaitility.await("copies").atMost(LIMIT).until(() -> cluster.isWhole(Topics.EVENTS));
    }

    private static void createTopics(BrokerCluster cluster) {
        Topics.create(
                cluster.bootstrapServers(),
                Stream.concat(Topics.EVENTS.stream(), Stream.of(Topics.KEYS))
                        .map(name -> new NewTopic(name, 3, cluster.copies()))
                        .toList());
    }
}
