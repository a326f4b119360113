package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class KeyTopicTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration WHILE_KAFKA_RECOVERS = Duration.ofSeconds(30);
    private static final KeyRecord KEY = Keys.active("key", Scope.DEALS_READ);

    private final Records records = new Records(KAFKA.bootstrapServers());
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()));
    private final List<Task> failed = new CopyOnWriteArrayList<>();
    private final KeyTable table = new KeyTable(List.of());
    private String topic = "";
    private @Nullable KeyTopic reading;

    private record Settings(String name, Duration checkEvery, int maxKeys) implements KeyTopicSettings {}

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        topic = "keys-" + test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void stop() {
        if (reading != null) {
            reading.close();
        }
        records.close();
        admin.close();
    }

    @Test
    void bringsEachChangeWithinASecond() {
        makeTopic(3);
        read(KAFKA.bootstrapServers());
        await().until(table::isReady);

        write(KEY.hash(), KEY);
        await().atMost(A_SECOND).until(() -> table.find(KEY.hash()).equals(Optional.of(KEY)));

        write(KEY.hash(), KEY.revoked());
        await().atMost(A_SECOND).until(() -> table.find(KEY.hash()).equals(Optional.of(KEY.revoked())));

        write(KEY.hash(), null);
        await().atMost(A_SECOND).until(() -> table.find(KEY.hash()).isEmpty());
    }

    @Test
    void readsOnAfterAnError() {
        // Given somebody who fails once, and not by an exception
        makeTopic(1);
        read(KAFKA.bootstrapServers());
        await().until(table::isReady);
        AtomicBoolean failed = new AtomicBoolean();
        table.onChange(_ -> {
            if (!failed.getAndSet(true)) {
                throw new StackOverflowError("on purpose");
            }
        });

        // When
        write(KEY.hash(), KEY);
        await().untilTrue(failed);
        write(KEY.hash(), KEY.revoked());

        // Then
        await().atMost(WHILE_KAFKA_RECOVERS).until(() -> table.find(KEY.hash()).equals(Optional.of(KEY.revoked())));
    }

    @Test
    void endsOpenStreamsWithinASecondOfRevocationDeletionAndExpiry() {
        // Given three keys, each with an open stream
        makeTopic(3);
        Instant end = Instant.now().plusSeconds(3);
        KeyRecord revoked = Keys.active("revoked", Scope.DEALS_READ);
        KeyRecord deleted = Keys.active("deleted", Scope.DEALS_READ);
        KeyRecord expiring = Keys.expiring(Keys.active("expiring", Scope.DEALS_READ), end);
        List.of(revoked, deleted, expiring).forEach(key -> write(key.hash(), key));
        read(KAFKA.bootstrapServers());
        await().until(table::isReady);
        ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            Leases leases = new Leases(table, Clock.systemUTC(), timer, Faults.uncounted());
            var _ = timer.scheduleWithFixedDelay(leases::sweep, 200, 200, TimeUnit.MILLISECONDS);
            leases.open(revoked.caller(), Scope.DEALS_READ, why -> ends.add("revoked " + why));
            leases.open(deleted.caller(), Scope.DEALS_READ, why -> ends.add("deleted " + why));
            leases.open(expiring.caller(), Scope.DEALS_READ, why -> ends.add("expiring " + why));

            // When and then
            write(revoked.hash(), revoked.revoked());
            await().atMost(A_SECOND).until(() -> ends.contains("revoked REVOKED"));
            write(deleted.hash(), null);
            await().atMost(A_SECOND).until(() -> ends.contains("deleted REVOKED"));
            await().atMost(Duration.between(Instant.now(), end.plus(A_SECOND)))
                    .until(() -> ends.contains("expiring EXPIRED"));
            assertThat(Instant.now()).isAfterOrEqualTo(end);
            assertThat(ends).hasSize(3);
        }
    }

    @Test
    void readsWhatWasWrittenBeforeAndSkipsWhatIsNoKey() {
        // Given
        makeTopic(2);
        write(KEY.hash(), KEY);
        records.write(new ProducerRecord<>(topic, 0, bytes("not a hash"), KeyJson.write(KEY)));
        records.write(new ProducerRecord<>(topic, 1, bytes(KeyHash.of("bad").hex()), bytes("{\"tenant\":")));

        // When
        read(KAFKA.bootstrapServers());

        // Then
        await().until(table::isReady);
        assertThat(table.find(KEY.hash())).contains(KEY);
        assertThat(table.find(KeyHash.of("bad"))).isEmpty();
    }

    @Test
    void aTopicThatDoesNotExistIsEmptyUntilItIsMade() {
        read(KAFKA.bootstrapServers());
        await().until(table::isReady);

        makeTopic(1);
        write(KEY.hash(), KEY);

        await().atMost(Duration.ofSeconds(5)).until(() -> table.find(KEY.hash()).isPresent());
    }

    @Test
    void noticesNewPartitions() throws Exception {
        // Given
        makeTopic(1);
        read(KAFKA.bootstrapServers());
        await().until(table::isReady);

        // When
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
        await().untilAsserted(() ->
                records.write(new ProducerRecord<>(topic, 2, bytes(KEY.hash().hex()), KeyJson.write(KEY))));

        // Then
        await().atMost(Duration.ofSeconds(5)).until(() -> table.find(KEY.hash()).isPresent());
    }

    @Test
    void readsATopicThatWasMadeAnewFromItsBeginning() throws Exception {
        // Given two keys, and a position well into the topic
        makeTopic(1);
        KeyRecord kept = Keys.active("kept");
        write(KEY.hash(), KEY);
        write(kept.hash(), kept);
        read(KAFKA.bootstrapServers());
        await().until(() -> table.find(kept.hash()).isPresent());

        // When the topic comes back with one of them, at an offset already passed, and more records than before
        admin.deleteTopics(List.of(topic)).all().get();
        await().untilAsserted(() -> makeTopic(1));
        write(kept.hash(), kept.revoked());
        write(KeyHash.of("more"), Keys.active("more"));
        write(KeyHash.of("still more"), Keys.active("still more"));

        // Then
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(table.find(KEY.hash())).isEmpty();
            assertThat(table.find(kept.hash())).contains(kept.revoked());
        });
    }

    @Test
    void startsWhileTheBrokerIsAwayAndIsNotLoaded() {
        read("127.0.0.1:1");

        await().during(Duration.ofSeconds(1)).until(() -> !table.isReady());
    }

    @Test
    void goesOnByItselfWhenTheBrokerComesBack(@TempDir Path folder) {
        try (BrokerProcess broker = new BrokerProcess(folder, Map.of());
                Records toBroker = new Records(broker.bootstrapServers(), 60_000)) {
            // Given a broker that starts after us
            topic = Topics.KEYS;
            read(broker.bootstrapServers());
            broker.start();
            await().atMost(WHILE_KAFKA_RECOVERS).until(table::isReady);
            Topics.create(broker.bootstrapServers());
            toBroker.write(new ProducerRecord<>(topic, bytes(KEY.hash().hex()), KeyJson.write(KEY)));
            await().atMost(WHILE_KAFKA_RECOVERS)
                    .until(() -> table.find(KEY.hash()).isPresent());

            // When it crashes and comes back
            broker.kill();
            await().during(A_SECOND).until(() -> table.find(KEY.hash()).isPresent());
            broker.start();
            toBroker.write(new ProducerRecord<>(topic, bytes(KEY.hash().hex()), KeyJson.write(KEY.revoked())));

            // Then
            await().atMost(WHILE_KAFKA_RECOVERS)
                    .until(() -> table.find(KEY.hash()).equals(Optional.of(KEY.revoked())));
        }
    }

    @Test
    void followsTheTopicAfterAnErrorOfItsOwn() {
        // Given a fault that shows once, when a key changes
        makeTopic(1);
        write(KEY.hash(), KEY);
        read(KAFKA.bootstrapServers());
        await().until(table::isReady);
        AtomicInteger changes = new AtomicInteger();
        table.onChange(hash -> {
            if (changes.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
        });
        KeyRecord other = Keys.active("other", Scope.DEALS_READ);

        // When
        write(other.hash(), other);
        await().until(() -> changes.get() == 1);
        write(KEY.hash(), KEY.revoked());

        // Then
        await().until(() -> table.find(KEY.hash()).equals(Optional.of(KEY.revoked())));
        assertThat(failed).contains(Task.KEY_TOPIC);
    }

    @Test
    void triesAgainWhenItsClientsCannotBeMade() {
        read("no-such-host.invalid:9092");

        await().during(Duration.ofSeconds(1)).until(() -> !table.isReady());
    }

    private void read(String bootstrapServers) {
        KeyTopicSettings settings = new Settings(topic, Duration.ofMillis(100), 1_000);
        reading = new KeyTopic(
                settings,
                new KafkaClients(Map.of("bootstrap.servers", bootstrapServers)),
                table,
                Clock.systemUTC(),
                new Faults(failed::add, Clock.systemUTC()));
        reading.start();
    }

    private void makeTopic(int partitions) {
        Topics.create(
                KAFKA.bootstrapServers(),
                List.of(new NewTopic(topic, partitions, (short) 1).configs(Map.of("cleanup.policy", "compact"))));
    }

    private void write(KeyHash hash, @Nullable KeyRecord key) {
        records.write(new ProducerRecord<>(topic, bytes(hash.hex()), key == null ? null : KeyJson.write(key)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
