package io.dealstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.MisbehavingProxy.Deed;
import io.dealstream.testing.Mischief;
import io.dealstream.testing.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever breaks between a worker's acknowledged record and the page: the page gets each event once and in
/// order.
@Tag("chaos")
class ChaosIT {

    private static final int CLIENTS = 200;

    /// Over how many partitions an id says what it has to in any case. Beyond, it may say that it cannot (README,
    /// honest limits), and its reader is told so.
    private static final int EXACT_PARTITIONS = 200;

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(90);
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final Mischief MISCHIEF =
            new Mischief(Duration.ofSeconds(15), 3, 1, 1, Duration.ofSeconds(5), Duration.ofMillis(5));

    /// Remembers so little that readers who come back often need Kafka again, and most deals are
    /// forgotten once they are quiet.
    private static final Map<String, String> FORGETFUL =
            Map.of("dealstream.hub.journal-bytes", "512K", "dealstream.hub.state-bytes", "4K");

    private static final String SHOWN = "shown";

    /// Of all replicas: what they share, the ledger, when work stands still, a key of its own for each client, and one
    /// that may have few streams.
    private static Map<String, String> sharing(Map<String, String> others) {
        Map<String, String> properties = new HashMap<>(Crowd.keys(Lane.TENANTS));
        properties.putAll(Hoarder.key(Lane.TENANTS + CLIENTS));
        properties.putAll(Idler.stalls());
        properties.put("dealstream.ledger.topic", SHOWN);
        properties.put("dealstream.tickets.secret", "a secret that the replicas of tests share");
        properties.putAll(others);
        return properties;
    }

    @TempDir
    private Path folder;

    private final ChaosSettings settings = ChaosSettings.fromSystemProperties();
    private final Balance balance = new Balance();
    private final Ledger ledger = new Ledger();

    @Test
    void everyClientHasEveryEventOfItsStreamsOnceAndInOrderWhateverBreaks() throws Exception {
        System.out.println("Chaos: " + settings);
        Path logs = Files.createDirectories(Path.of("target", "chaos"));
        try (BrokerProcess broker = new BrokerProcess(folder, Map.of());
                Replica one = replica(broker, logs.resolve("replica-0.log"), Map.of());
                Replica other = replica(broker, logs.resolve("replica-1.log"), FORGETFUL);
                Replica third = replica(broker, logs.resolve("replica-2.log"), Map.of());
                MisbehavingProxy proxy = new MisbehavingProxy(List.of(), MISCHIEF, settings.seed())) {
            List<Replica> replicas = List.of(one, other, third);
            broker.start();
            createTopics(broker);
            replicas.forEach(Replica::start);
            Awaitility.await("replicas")
                    .atMost(START_LIMIT)
                    .until(() -> replicas.stream().allMatch(Replica::isReady));
            try (LoadBalancer _ = new LoadBalancer(proxy, replicas).start();
                    Weather weather = new Weather(replicas).start();
                    Hoarder _ = new Hoarder(replicas, weather, balance, settings.random("hoarder")).start();
                    Cheat _ = new Cheat(replicas, balance).start();
                    Idler idler = new Idler(
                                    broker.bootstrapServers(), partitions(Topics.PROCESSING), settings.random("idler"))
                            .start();
                    Crowd crowd = Crowd.through(proxy)) {
                Awaitility.await("clients").atMost(START_LIMIT).until(crowd::hasSettledIn);
                Awaitility.await("limit").atMost(START_LIMIT).until(() -> balance.of(Hoarder.REFUSED) > 0);
                List<Worker> workers = workers(broker);
                try {
                    workers.forEach(Worker::start);
                    new Havoc(replicas, broker, weather, balance, settings.random("havoc")).wreak(settings.length());
                    workers.forEach(Worker::finish);
                    idler.finish();
                } finally {
                    workers.forEach(Worker::close);
                }
                awaitQuiet(crowd);
                crowd.account(balance, ledger);
                new StallAccount(broker.bootstrapServers()).account(balance);
                new ShownLedger(broker.bootstrapServers(), SHOWN).account(crowd.witnesses(), balance);
                replicas.forEach(balance::history);
            }
            Stream.of(Deed.values()).forEach(deed -> balance.add(deed.name(), proxy.count(deed)));
        }
        balance.add("events", ledger.events());
        System.out.println(balance);
        judge();
    }

    /// Everyone has everything, and nothing more comes to anyone who is cut off and comes back.
    private void awaitQuiet(Crowd crowd) {
        try {
            Awaitility.await()
                    .atMost(QUIET_LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> crowd.hasEverything(ledger));
        } catch (ConditionTimeoutException e) {
            balance.complain("not everyone had everything in time");
        }
        Awaitility.await().pollDelay(LINGER).until(() -> true);
    }

    private void judge() {
        SoftAssertions verdict = new SoftAssertions();
        Balance.DUE.forEach(
                what -> verdict.assertThat(balance.of(what)).as(what).isPositive());
        Balance.WRONG.forEach(
                what -> verdict.assertThat(balance.of(what)).as(what).isZero());
        int mayExpire = settings.partitions() > EXACT_PARTITIONS ? CLIENTS / 10 : 0;
        verdict.assertThat(balance.of("expired")).as("expired").isLessThanOrEqualTo(mayExpire);
        verdict.assertThat(balance.resets()).as("resets").isEqualTo(balance.resets("expired"));
        verdict.assertAll();
        assertThat(balance.of("clients")).isEqualTo(CLIENTS);
    }

    private List<Worker> workers(BrokerProcess broker) {
        int rate = settings.rate() / 2;
        return List.of(
                new Worker(broker.bootstrapServers(), ledger, lanes(0), false, rate, settings.random("java")),
                new Worker(broker.bootstrapServers(), ledger, lanes(1), true, rate, settings.random("crc")));
    }

    private static List<Lane> lanes(int odd) {
        return Lane.all().stream().filter(lane -> lane.deal() % 2 == odd).toList();
    }

    /// Six tenths to the busiest topic, the rest to the other that is written to.
    private int partitions(String topic) {
        int tenth = settings.partitions() / ChaosSettings.FEW;
        return switch (topic) {
            case Topics.PROCESSING -> 6 * tenth;
            case Topics.DEALS -> 4 * tenth;
            default -> 4;
        };
    }

    private void createTopics(BrokerProcess broker) {
        Map<String, String> stamped = Map.of("message.timestamp.type", "LogAppendTime");
        List<NewTopic> topics = Stream.concat(
                        Topics.EVENTS.stream()
                                .map(name -> new NewTopic(name, partitions(name), (short) 1).configs(stamped)),
                        Stream.of(
                                new NewTopic(SHOWN, 4, (short) 1),
                                new NewTopic(Topics.USED_TICKETS, 1, (short) 1).configs(stamped),
                                compacted(Topics.REPLICAS),
                                compacted(Topics.KEYS)))
                .toList();
        Topics.create(broker.bootstrapServers(), topics);
    }

    private static NewTopic compacted(String name) {
        return new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
    }

    private static Replica replica(BrokerProcess broker, Path log, Map<String, String> properties) {
        return new Replica(broker.bootstrapServers(), log, sharing(properties));
    }
}
