package io.dealstream.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.hub.Messages;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.tasks.Faults;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.Consumed;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ledger and a real broker, which may be away.
class LedgerTopicTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String topic = "shown-" + UUID.randomUUID();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final LedgerBuffer buffer = new LedgerBuffer(64 << 10, new Counts(), InstantSource.system());
    private final Ledger ledger = new Ledger(buffer, true, InstantSource.system(), Faults.uncounted());
    private LedgerTopic writing;

    private final class Counts implements LedgerListener {

        @Override
        public void written() {
            written.incrementAndGet();
        }

        @Override
        public void dropped() {
            dropped.incrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        writing.close();
    }

    @Test
    void writesWithTheTenantForAKey() {
        make(KAFKA.bootstrapServers());
        start(KAFKA.bootstrapServers());
        AtomicInteger told = new AtomicInteger();

        ledger.tell(Shows.deal(), List.of(Messages.at(Shows.DEAL, 5)), told::incrementAndGet);

        var record = Consumed.atLeast(1, KAFKA.bootstrapServers(), topic, LIMIT).getFirst();
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("acme");
        assertThat(LedgerJson.read(record.value()).orElseThrow().first().position())
                .extracting("offset")
                .isEqualTo(5L);
        await().untilAsserted(() -> assertThat(told).hasValue(1));
        assertThat(buffer.bytes()).isZero();
    }

    @Test
    void waitsForATopicThatIsNotThereAndDoesNotMakeIt() throws Exception {
        start(KAFKA.bootstrapServers());

        ledger.tell(Shows.deal(), List.of(), () -> {});
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

        assertThat(written).hasValue(0);
        assertThat(dropped).hasValue(0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).doesNotContain(topic);
        }
        make(KAFKA.bootstrapServers());
        await().atMost(LIMIT).untilAsserted(() -> assertThat(written).hasValue(1));
    }

    @Test
    void keepsSoMuchWhileKafkaIsAwayAndCountsWhatItDrops(@TempDir Path folder) {
        try (BrokerProcess broker = BrokerProcess.started(folder)) {
            make(broker.bootstrapServers());
            start(broker.bootstrapServers());
            ledger.tell(Shows.deal(), List.of(), () -> {});
            await().atMost(LIMIT).untilAsserted(() -> assertThat(written).hasValue(1));
            broker.kill();

            for (int i = 0; i < 1_000; i++) {
                ledger.tell(Shows.deal(), List.of(Messages.at(Shows.DEAL, i)), () -> {});
            }

            int lost = dropped.get();
            assertThat(lost).isBetween(700, 950);
            assertThat(buffer.bytes()).isLessThanOrEqualTo(64 << 10);
            assertThat(ledger.isAway()).isTrue();
            broker.start();
            await().atMost(LIMIT).untilAsserted(() -> assertThat(written).hasValue(1 + 1_000 - lost));
            assertThat(buffer.bytes()).isZero();
            assertThat(ledger.isAway()).isFalse();
            assertThat(Consumed.atLeast(1_001 - lost, broker.bootstrapServers(), topic, LIMIT))
                    .extracting(record ->
                            LedgerJson.read(record.value()).orElseThrow().visit())
                    .doesNotHaveDuplicates();
            writing.close();
        }
    }

    @Test
    void writesWhatWaitsBeforeItStops() {
        make(KAFKA.bootstrapServers());
        start(KAFKA.bootstrapServers());
        for (int i = 0; i < 60; i++) {
            ledger.tell(Shows.deal(), List.of(), () -> {});
        }

        writing.close();

        assertThat(written).hasValue(60);
    }

    private void make(String bootstrapServers) {
        Topics.create(bootstrapServers, List.of(new NewTopic(topic, 2, (short) 1)));
    }

    private void start(String bootstrapServers) {
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", bootstrapServers));
        writing = new LedgerTopic(topic, clients, buffer, InstantSource.system(), Faults.uncounted());
        writing.start();
    }
}
