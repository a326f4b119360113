package io.dealstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.cluster.ReplicaReport.State;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.tasks.Faults;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Topics;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Replicas over a real broker.
class ReplicaTopicTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();

    private final List<Member> members = new ArrayList<>();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()));
    private String topic = "";

    /// One replica.
    private static final class Member implements LocalReplica {

        private final String id;
        private final AtomicInteger streams = new AtomicInteger();
        private final Replicas replicas;
        private final ReplicaTopic reporting;
        private final Producer<byte[], byte[]> producer;

        Member(String id, String topic, String broker) {
            this.id = id;
            ClusterSettings settings = Reports.settings(topic);
            this.replicas = new Replicas(id, settings, System::nanoTime);
            Rebalance rebalance = new Rebalance(this, replicas, settings, System::nanoTime);
            KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", broker));
            this.producer = clients.producer("reports");
            this.reporting = new ReplicaTopic(
                    settings, clients, this::send, replicas, this, rebalance, Clock.systemUTC(), Faults.uncounted());
            reporting.start();
        }

        /// In place of the channel.
        private Uni<Void> send(ProducerRecord<byte[], byte[]> record) {
            return Uni.createFrom().emitter(result -> {
                Future<RecordMetadata> _ = producer.send(record, (written, failure) -> {
                    if (failure == null) {
                        result.complete(null);
                    } else {
                        result.fail(failure);
                    }
                });
            });
        }

        void leave() {
            reporting.close();
            producer.close(Duration.ZERO);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public State state() {
            return State.SERVING;
        }

        @Override
        public int streams() {
            return streams.get();
        }

        @Override
        public ReplicaReport report() {
            return Reports.of(id, State.SERVING, streams.get(), Map.of("00ff", streams.get()));
        }

        @Override
        public int sendAway(int most, Duration age) {
            return 0;
        }

        int heard(String other) {
            return replicas.others().stream()
                    .filter(report -> report.id().equals(other))
                    .mapToInt(ReplicaReport::streams)
                    .findAny()
                    .orElse(-1);
        }
    }

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        topic = "replicas-" + test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void stop() {
        members.forEach(Member::leave);
        admin.close();
    }

    private void makeTopic() {
        Topics.create(KAFKA.bootstrapServers(), List.of(compacted(topic)));
    }

    private static NewTopic compacted(String topic) {
        return new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
    }

    private Member join(String id, String broker) {
        Member member = new Member(id, topic, broker);
        members.add(member);
        return member;
    }

    @Test
    void replicasHearOfEachChangeWithinSecondsAndOfAnEndAtOnce() {
        makeTopic();
        Member one = join("one", KAFKA.bootstrapServers());
        Member two = join("two", KAFKA.bootstrapServers());
        await().until(() -> one.heard("two") == 0 && two.heard("one") == 0);
        assertThat(one.replicas.isInTouch()).isTrue();

        two.streams.set(5);
        await().atMost(Duration.ofSeconds(3)).until(() -> one.heard("two") == 5);

        two.leave();
        await().atMost(Duration.ofSeconds(3)).until(() -> one.heard("two") == -1);
    }

    @Test
    void aReplicaIsAloneUntilTheTopicIsMadeAndAfterItIsDeleted() throws Exception {
        Member one = join("one", KAFKA.bootstrapServers());
        Member two = join("two", KAFKA.bootstrapServers());
        await().during(Duration.ofSeconds(2)).until(() -> one.heard("two") == -1);
        assertThat(admin.listTopics().names().get()).doesNotContain(topic);

        makeTopic();
        await().atMost(Duration.ofSeconds(20)).until(() -> one.heard("two") == 0);

        admin.deleteTopics(List.of(topic)).all().get();
        await().atMost(Duration.ofSeconds(20)).until(() -> one.heard("two") == -1 && two.heard("one") == -1);

        two.streams.set(7);
        makeTopic();
        await().atMost(Duration.ofSeconds(30)).until(() -> one.heard("two") == 7);
    }

    @Test
    void theDeadOfYesterdayAreNotCounted() {
        makeTopic();
        write("dead", ReportJson.write(Reports.serving("dead", 99)));
        write("nonsense", "{\"id\":".getBytes(StandardCharsets.UTF_8));
        Member one = join("one", KAFKA.bootstrapServers());
        await().until(one.replicas::isInTouch);
        assertThat(one.heard("dead")).isEqualTo(-1);

        // it was not dead
        write("dead", ReportJson.write(Reports.serving("dead", 98)));
        await().until(() -> one.heard("dead") == 98);
    }

    private void write(String key, byte[] value) {
        try (Producer<byte[], byte[]> producer =
                new KafkaClients(Map.of("bootstrap.servers", KAFKA.bootstrapServers())).producer("test")) {
            Future<RecordMetadata> _ =
                    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
        }
    }

    @Test
    void whoIsCutOffGoesByWhatItKnew(@TempDir Path folder) {
        try (BrokerProcess broker = new BrokerProcess(folder, Map.of())) {
            broker.start();
            Topics.create(broker.bootstrapServers(), List.of(compacted(topic)));
            Member one = join("one", broker.bootstrapServers());
            Member two = join("two", broker.bootstrapServers());
            two.streams.set(3);
            await().atMost(Duration.ofSeconds(20)).until(() -> one.heard("two") == 3);

            broker.pause();
            await().atMost(Duration.ofSeconds(20)).until(() -> !one.replicas.isInTouch());
            await().during(Duration.ofSeconds(18))
                    .atMost(Duration.ofSeconds(19))
                    .until(() -> one.heard("two") == 3);
            two.streams.set(4);
            broker.resume();

            await().atMost(Duration.ofSeconds(30)).until(() -> one.heard("two") == 4);
            assertThat(one.replicas.isInTouch()).isTrue();
            members.forEach(Member::leave);
            members.clear();
        }
    }
}
