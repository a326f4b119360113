package io.dealstream.access;

import static io.dealstream.access.UsedTickets.Use.FIRST;
import static io.dealstream.access.UsedTickets.Use.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.access.UsedTickets.Use;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.tasks.Faults;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Replicas over a real broker.
class TicketTopicTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();
    private static final TicketSigner SIGNER =
            new TicketSigner("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MOST = 10_000;

    private final List<Replica> replicas = new ArrayList<>();
    private String topic = "";

    private static final class Replica {

        private final TicketClaims claims;
        private final TicketTopic topic;

        Replica(String name, String topic, String broker, int capacity) {
            Clock clock = Clock.systemUTC();
            this.claims =
                    new TicketClaims(new UsedTickets(capacity, clock), name, PATIENCE, new TicketClaims.Log.Away());
            this.topic = new TicketTopic(
                    topic,
                    new KafkaClients(Map.of("bootstrap.servers", broker)),
                    SIGNER,
                    claims,
                    clock,
                    Faults.uncounted());
            this.topic.start();
        }

        CompletableFuture<Use> use(String nonce) {
            return claims.use(nonce, Instant.now().plusSeconds(60));
        }

        /// Whether it uses a ticket without having to decide by itself.
        boolean agrees() {
            long undecided = claims.undecided();
            return use("probe-" + System.nanoTime()).join() == FIRST && claims.undecided() == undecided;
        }
    }

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        topic = "tickets-" + test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void stopReplicas() {
        replicas.forEach(replica -> replica.topic.close());
        replicas.clear();
    }

    private void makeTopic(int partitions) {
        Topics.create(KAFKA.bootstrapServers(), List.of(new NewTopic(topic, partitions, (short) 1)));
    }

    private Replica start(String name) {
        return start(name, KAFKA.bootstrapServers(), MOST);
    }

    private Replica start(String name, String broker, int capacity) {
        Replica replica = new Replica(name, topic, broker, capacity);
        replicas.add(replica);
        return replica;
    }

    private static void awaitAgreement(Replica... members) {
        for (Replica member : members) {
            await().atMost(SOON).until(member::agrees);
        }
    }

    @Test
    void eachOfHundredsOfTicketsPassesOnceHoweverManyReplicasRaceForIt() {
        makeTopic(3);
        List<Replica> racers = List.of(start("one"), start("two"), start("three"));
        racers.forEach(TicketTopicTest::awaitAgreement);
        long undecided = undecided();

        List<CompletableFuture<Use>> uses = new ArrayList<>();
        List<Integer> tickets = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        for (int round = 0; round < 2; round++) {
            for (int ticket : tickets) {
                List<Replica> order = new ArrayList<>(racers);
                Collections.shuffle(order, new Random(ticket));
                order.forEach(replica -> uses.add(replica.use("ticket-" + ticket)));
            }
        }

        List<Use> answers = uses.stream().map(CompletableFuture::join).toList();
        assertThat(undecided()).isEqualTo(undecided);
        assertThat(answers.stream().filter(FIRST::equals)).hasSize(500);
        assertThat(answers.stream().filter(REPEATED::equals)).hasSize(2_500);
    }

    private long undecided() {
        return replicas.stream()
                .mapToLong(replica -> replica.claims.undecided())
                .sum();
    }

    @Test
    void aReplicaThatStartsLaterKnowsWhatWasUsed() {
        makeTopic(1);
        Replica one = start("one");
        awaitAgreement(one);
        for (int i = 0; i < 100; i++) {
            assertThat(one.use("ticket-" + i).join()).isEqualTo(FIRST);
        }
        one.topic.close();

        Replica two = start("two");
        awaitAgreement(two);

        for (int i = 0; i < 100; i++) {
            assertThat(two.use("ticket-" + i)).isCompletedWithValue(REPEATED);
        }
        assertThat(two.use("another").join()).isEqualTo(FIRST);
    }

    /// The broker makes no topic that is only asked for: else a claim on its way could make it again.
    @Test
    void aReplicaIsAloneUntilTheTopicIsMadeAndAfterItIsDeleted(@TempDir Path folder) throws Exception {
        try (BrokerProcess broker = new BrokerProcess(folder, Map.of("auto.create.topics.enable", "false"))) {
            broker.start();
            NewTopic made = new NewTopic(topic, 1, (short) 1);
            Replica one = start("one", broker.bootstrapServers(), MOST);
            Replica two = start("two", broker.bootstrapServers(), MOST);
            awaitAgreement(one, two);
            long undecided = undecided();
            assertThat(one.use("a")).isCompletedWithValue(FIRST);
            assertThat(two.use("a")).isCompletedWithValue(FIRST);
            assertThat(undecided()).isEqualTo(undecided);

            Topics.create(broker.bootstrapServers(), List.of(made));
            awaitPassingOnce(one, two);

            try (Admin there = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                there.deleteTopics(List.of(topic)).all().get();
            }
            await().atMost(SOON)
                    .until(() ->
                            one.agrees() && one.use("b-" + System.nanoTime()).isDone());
            assertThat(one.use("a")).isCompletedWithValue(REPEATED);
            assertThat(one.use("b")).isCompletedWithValue(FIRST);

            Topics.create(broker.bootstrapServers(), List.of(made));
            awaitPassingOnce(one, two);
            assertThat(one.use("a")).isCompletedWithValue(REPEATED);
            stopReplicas();
        }
    }

    private static void awaitPassingOnce(Replica one, Replica two) {
        await().atMost(SOON).until(() -> {
            String ticket = "once-" + System.nanoTime();
            return one.use(ticket).join() == FIRST && two.use(ticket).join() == REPEATED;
        });
    }

    @Test
    void aTopicThatKafkaDoesNotShowIsNone() {
        topic = "a name that no topic can have";
        Replica one = start("one");
        awaitAgreement(one);

        assertThat(one.use("a")).isCompletedWithValue(FIRST);
        assertThat(one.use("a")).isCompletedWithValue(REPEATED);
    }

    @Test
    void whatNobodyOfOursWroteChangesNothing() {
        makeTopic(1);
        Replica one = start("one", KAFKA.bootstrapServers(), 100);
        awaitAgreement(one);
        int known = one.claims.size();
        long undecided = undecided();
        TicketSigner other = new TicketSigner(new byte[32]);
        Random random = new Random(5);
        try (Producer<byte[], byte[]> producer =
                new KafkaClients(Map.of("bootstrap.servers", KAFKA.bootstrapServers())).producer("test")) {
            write(producer, null);
            write(producer, new byte[0]);
            write(producer, new byte[900_000]);
            for (int i = 0; i < 500; i++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                write(producer, noise);
                write(producer, new TicketUse("n" + i, Instant.now().plusSeconds(99_999), "evil").seal(other));
            }
        }

        assertThat(one.use("good").join()).isEqualTo(FIRST);
        assertThat(undecided()).isEqualTo(undecided);
        assertThat(one.claims.size()).isEqualTo(known + 1);
    }

    private void write(Producer<byte[], byte[]> producer, byte @Nullable [] value) {
        Future<RecordMetadata> _ = producer.send(new ProducerRecord<>(topic, value));
    }

    @Test
    void ownMemoryDecidesAfterHalfASecondWhileKafkaIsSilent(@TempDir Path folder) {
        try (BrokerProcess broker = new BrokerProcess(folder, Map.of())) {
            broker.start();
            Topics.create(broker.bootstrapServers(), List.of(new NewTopic(topic, 1, (short) 1)));
            Replica one = start("one", broker.bootstrapServers(), MOST);
            Replica two = start("two", broker.bootstrapServers(), MOST);
            awaitPassingOnce(one, two);
            long undecided = one.claims.undecided();

            broker.pause();
            long began = System.nanoTime();
            List<CompletableFuture<Use>> uses = IntStream.range(0, 1_000)
                    .mapToObj(i -> one.use("paused-" + i))
                    .toList();
            Duration handedOver = Duration.ofNanos(System.nanoTime() - began);
            assertThat(uses.stream().map(CompletableFuture::join)).containsOnly(FIRST);
            Duration all = Duration.ofNanos(System.nanoTime() - began);
            assertThat(one.claims.undecided()).isEqualTo(undecided + 1_000);
            assertThat(handedOver).isLessThan(PATIENCE);
            assertThat(all).isBetween(PATIENCE, PATIENCE.multipliedBy(6));
            assertThat(one.use("paused-7")).isCompletedWithValue(REPEATED);

            // what was used meanwhile is told as soon as Kafka is back
            broker.resume();
            await().atMost(SOON).until(() -> two.use("paused-999").join() == REPEATED);
            awaitPassingOnce(one, two);
            stopReplicas();
        }
    }
}
