package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Traffic;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.PausableKafka;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/// Streams, polls and snapshots while the ledger cannot be written.
@QuarkusTest
@TestProfile(LedgerAwayTest.Away.class)
class LedgerAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DROPPED = "dealstream_ledger_dropped_total";

    /// A ledger with room for some thirty records.
    public static final class Away extends WithLedger {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("dealstream.ledger.buffer", "16K");
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(PausableKafka.class));
        }
    }

    @InjectKafka
    PausableKafka kafka;

    @TestHTTPResource
    URI base;

    @Test
    void everythingGoesOnAndWhatWasDroppedIsCounted() {
        Service service = Service.ready(base.getPort());
        try (Records records = new Records(kafka.bootstrapServers(), 60_000)) {
            Organisation org = Organisation.create(service, records);
            long began = System.currentTimeMillis();
            for (int i = 0; i < 5; i++) {
                org.write(org.deal(7).progressed(1, i));
            }
            String poll = "/v1/events/deals/7/poll?since=" + began;
            // without its topic the ledger is away from the start
            await().atMost(LIMIT)
                    .until(() -> org.get(poll).body().contains("\"has_more\":false")
                            && org.get(poll).body().split("\"id\"", -1).length == 6);
            Topics.create(kafka.bootstrapServers(), List.of(new NewTopic(WithLedger.TOPIC, 1, (short) 1)));
            await().atMost(LIMIT).until(() -> recorded(org.tenant()) > 0);

            kafka.pause();
            try {
                follow(org, began);
                long start = System.nanoTime();
                for (int i = 0; i < 10; i++) {
                    follow(org, began);
                    assertThat(org.get("/v1/events/deals/7/snapshot").status()).isEqualTo(200);
                    assertThat(org.get(poll).status()).isEqualTo(200);
                }
                // thirty answers that each waited in vain would take 15 s
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
                assertThat(Metrics.of(service).value(DROPPED)).isPositive();
            } finally {
                kafka.resume();
            }
            int before = recorded(org.tenant());
            double dropped = Metrics.of(service).value(DROPPED);
            await().atMost(LIMIT).until(() -> {
                org.get(poll);
                return recorded(org.tenant()) > before + 5;
            });
            assertThat(Metrics.of(service).value(DROPPED)).isEqualTo(dropped);
        }
    }

    private static void follow(Organisation org, long began) {
        try (SseClient stream = org.stream("/v1/events/deals/7?since=" + began)) {
            assertThat(stream.awaitEvents(5)).hasSize(5);
        }
    }

    private int recorded(String tenant) {
        AtomicInteger count = new AtomicInteger();
        new Traffic(
                        new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers())),
                        "test",
                        InstantSource.system())
                .read(List.of(WithLedger.TOPIC), 0, LIMIT, record -> {
                    if (tenant.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                        count.incrementAndGet();
                    }
                });
        return count.get();
    }
}
