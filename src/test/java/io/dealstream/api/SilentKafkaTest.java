package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Answer;
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
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients whose past only Kafka has, while Kafka says nothing.
@QuarkusTest
@TestProfile(SilentKafkaTest.ShortMemory.class)
class SilentKafkaTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String DEAL = "/v1/events/deals/7";

    /// What is older than two seconds is Kafka's alone, and a past of a second is a long one.
    public static final class ShortMemory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(Issuer.configuration());
            settings.put("dealstream.hub.journal-age", "2s");
            settings.put("dealstream.hub.slack", "1s");
            settings.put("dealstream.streams.heartbeat", "500ms");
            settings.put("dealstream.quota.long-past", "1s");
            settings.put("dealstream.quota.long-pasts", "2");
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

    private Service service;
    private Records records;
    private Organisation org;
    private long began;

    /// Three events of a deal, and one each of a case and a user, that have left memory.
    @BeforeEach
    void write() {
        began = System.currentTimeMillis();
        service = Service.ready(base.getPort());
        records = new Records(kafka.bootstrapServers());
        org = Organisation.create(service, records);
        org.write(
                Records.event(Topics.CASES, org.tenant(), "case.analysis.completed", "c", "{\"case_id\":\"c\"}"),
                Records.event(
                        Topics.ACCOUNTS,
                        org.tenant(),
                        "import.started",
                        org.tenant(),
                        "{\"file_name\":\"a.ofx\",\"file_format\":\"ofx\"}"));
        for (int i = 1; i <= 3; i++) {
            org.write(org.deal(7).progressed(1, i));
        }
        double passes = passes();
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(told(org.get(DEAL + "/poll?since=" + began).body())).isEqualTo(3);
            assertThat(passes()).isGreaterThan(passes);
        });
    }

    @AfterEach
    void resume() {
        kafka.resume();
        records.close();
    }

    /// All at once, each with a key of its own: a caller is told so many long pasts at once.
    @Test
    void aPollIsAnsweredWithinItsWaitAndFiveSecondsInTheShapeOfItsPage() {
        List<String> keys =
                Stream.generate(() -> org.anotherKey().secret()).limit(5).toList();
        String since = "since=" + began;
        kafka.pause();
        List<CompletableFuture<Answer>> ofDeals = List.of(
                poll(DEAL + "/poll?" + since, GRACE, "X-API-Key", keys.get(0)),
                poll(DEAL + "/poll?wait=2&" + since, GRACE.plusSeconds(2), "X-API-Key", keys.get(1)),
                poll("/v1/events/org/poll?" + since, GRACE, "X-API-Key", keys.get(2)));
        CompletableFuture<Answer> ofCase = poll("/cases/c/progress/poll?" + since, GRACE, "X-API-Key", keys.get(3));
        CompletableFuture<Answer> ofAccount =
                poll("/api/v1/events/poll?" + since, GRACE, "Authorization", "Bearer " + keys.get(4));

        assertThat(Stream.concat(ofDeals.stream(), Stream.of(ofCase, ofAccount)))
                .extracting(CompletableFuture::join)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.header("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
                    assertThat(answer.body()).contains("The past cannot be read right now");
                });
        assertThat(ofDeals)
                .extracting(answer -> answer.join().body())
                .containsOnly(
                        "{\"detail\":\"The past cannot be read right now\",\"code\":\"NOT_READY\",\"errors\":[]}");
        assertThat(ofCase.join().body()).contains("\"error_code\":\"request.not-ready\"");
        assertThat(ofAccount.join().body()).contains("\"type\":\"/errors/service-unavailable\"");
    }

    private CompletableFuture<Answer> poll(String path, Duration limit, String... credential) {
        return service.begin("GET", path, credential).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void whoKeepsTheirIdLosesNothing() {
        kafka.pause();
        for (int i = 0; i < 3; i++) {
            // were a place not given back, the third would be one too many
            assertThat(org.get(DEAL + "/poll?since=" + began).status()).isEqualTo(503);
        }
        kafka.resume();

        Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
            Answer answer = org.get(DEAL + "/poll?since=" + began);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(told(answer.body())).isEqualTo(3);
        });
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(Metrics.of(service).value("dealstream_history_waiting"))
                        .isZero());
    }

    @Test
    void whatMemoryHoldsIsAnsweredAtOnce() throws Exception {
        String last = lastId(org.get(DEAL + "/poll").body());
        kafka.pause();

        for (String path : List.of(
                DEAL + "/snapshot",
                DEAL + "/poll?last_event_id=" + last,
                DEAL + "/poll",
                "/q/health/ready",
                "/q/metrics",
                "/openapi",
                "/asyncapi",
                "/")) {
            assertThat(org.begin(path).get(2, TimeUnit.SECONDS).status())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(service.begin(
                                "POST",
                                "/v1/stream-tickets",
                                "X-API-Key",
                                org.key().secret())
                        .get(2, TimeUnit.SECONDS)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aCallerIsToldSoManyLongPastsAtOnce() throws Exception {
        String another = org.anotherKey().secret();
        kafka.pause();
        String path = DEAL + "?since=" + began;
        try (SseClient first = org.stream(path);
                SseClient second = org.stream(path)) {
            Answer third = org.get(path, "Accept", "text/event-stream");
            Answer poll = org.get(DEAL + "/poll?since=" + began);

            assertThat(List.of(first.status(), second.status())).containsOnly(200);
            for (Answer refused : List.of(third, poll)) {
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.header("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
                assertThat(refused.body())
                        .isEqualTo(
                                "{\"detail\":\"Too many long pasts at once\",\"code\":\"RATE_LIMITED\",\"errors\":[]}");
            }
            try (SseClient browser = service.stream(path + "&token=" + org.key().secret(), "Sec-Fetch-Mode", "cors")) {
                assertThat(browser.awaitEnd(Duration.ofSeconds(10))).isEqualTo(SseClient.End.COMPLETE);
                assertThat(browser.status()).isEqualTo(200);
                assertThat(browser.text())
                        .isEqualTo("retry: 10000\n\nevent: error\ndata: {\"reason\":\"limited\"}\n\n");
            }
            // neither one with another credential, nor one whose past memory holds
            try (SseClient other = service.stream(path, "X-API-Key", another);
                    SseClient live = org.stream(DEAL)) {
                assertThat(List.of(other.status(), live.status())).containsOnly(200);
            }

            kafka.resume();
            first.awaitEvents(3);
            second.awaitEvents(3);
            // both are open still, but told: there is room again
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                try (SseClient next = org.stream(path)) {
                    assertThat(next.status()).isEqualTo(200);
                    next.awaitEvents(3);
                }
            });
        }
    }

    @Test
    void givesAPlaceBackWhenAStreamIsLeft() {
        kafka.pause();
        String path = DEAL + "?since=" + began;
        for (int i = 0; i < 3; i++) {
            List<SseClient> streams = new ArrayList<>();
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                SseClient stream = org.stream(path);
                streams.add(stream);
                assertThat(stream.status()).isEqualTo(200);
            });
            streams.forEach(SseClient::close);
        }
    }

    private static int told(String body) {
        return body.split("processing.progress", -1).length - 1;
    }

    private static String lastId(String body) {
        return body.replaceAll(".*\"last_event_id\":\"([^\"]+)\".*", "$1");
    }

    private double passes() {
        return Metrics.of(service).value("dealstream_history_passes_total");
    }
}
