package io.dealstream.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.Answer;
import io.dealstream.testing.EventSourceClient;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What clients get by way of each proxy with the configuration that `docs/proxies` recommends.
@Tag("proxies")
@ParameterizedClass
@EnumSource(Software.class)
class RecommendedIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @Parameter
    Software software;

    @TempDir
    Path folder;

    private Replicas replicas;
    private RunningProxy proxy;
    private Service service;
    private Organisation org;

    @BeforeEach
    void start() {
        replicas = Replicas.shared();
        proxy = RunningProxy.recommended(
                software,
                folder.resolve("proxy"),
                replicas.port(),
                replicas.otherPort(),
                software.layout()::inProportion);
        service = proxy.service();
        org = replicas.organisation();
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void bringsHeadFirstBytesAndEachEventAtOnceAlsoToWhoAcceptsGzip() {
        String id = "c-" + UUID.randomUUID();
        service.stream("/cases/" + id + "/progress/stream", withKey()).close(); // the first of all loads classes
        long asked = System.nanoTime();
        try (SseClient stream =
                service.stream("/cases/" + id + "/progress/stream", withKey("Accept-Encoding", "gzip, deflate, br"))) {
            Duration head = Duration.ofNanos(System.nanoTime() - asked);
            List<Duration> delays = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                delays.add(delay(stream, id, i));
            }

            assertThat(head).isLessThan(AT_ONCE);
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Encoding")).isEmpty();
            assertThat(stream.header("Cache-Control")).contains("no-cache, no-transform");
            assertThat(delays.stream().sorted().toList().get(18))
                    .as(delays.toString())
                    .isLessThan(AT_ONCE);
        }
    }

    @Test
    void losesNothingAndRepeatsNothingWhenItIsKilledAndStartedAgain() {
        try (EventSourceClient client = follow()) {
            write(0, 10);
            awaitNumbers(client, 10);

            proxy.kill();
            write(10, 20);
            proxy.start();
            write(20, 30);

            awaitNumbers(client, 30);
            assertThat(client.opened()).isEqualTo(2);
        }
    }

    @Test
    void passesOnPollsSnapshotsAndTickets() throws Exception {
        org.write(org.deal(7).started(1), org.deal(7).progressed(1, 40));
        Answer poll = get("/v1/events/deals/7/poll?since=0&wait=2");
        assertThat(poll.body()).contains("processing.started");
        assertThat(poll.header("Cache-Control")).contains("no-store");

        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> get("/v1/events/deals/7/snapshot").body().contains("\"progress\":40"));
        Answer snapshot = get("/v1/events/deals/7/snapshot", "Accept-Encoding", "gzip");
        Answer again = get(
                "/v1/events/deals/7/snapshot",
                "If-None-Match",
                snapshot.header("ETag").orElseThrow());
        assertThat(again.status()).isEqualTo(304);
        assertThat(snapshot.header("Cache-Control")).contains("private, no-cache");

        Answer ticket = service.send("POST", "/v1/stream-tickets", withKey());
        assertThat(ticket.status()).as(ticket.body()).isEqualTo(200);
        try (SseClient stream = service.stream("/v1/events/deals/7?ticket="
                + JSON.readTree(ticket.body()).get("ticket").asText())) {
            assertThat(stream.status()).isEqualTo(200);
        }
        assertThat(get("/q/health/ready").status()).isEqualTo(404);
        assertThat(get("/q/metrics").status()).isEqualTo(404);
    }

    @Test
    void clientsOfAReplicaThatEndsComeBackToTheOtherAndMissNothing() {
        List<EventSourceClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                clients.add(follow());
            }
            write(0, 5);
            clients.forEach(client -> awaitNumbers(client, 5));
            assertThat(Replicas.openStreams(replicas.first(), "deals"))
                    .as("some are here")
                    .isPositive();

            Thread ending = Thread.ofVirtual().start(replicas.first()::stop);
            List<Integer> statuses = new ArrayList<>();
            for (int i = 5; ending.isAlive(); i++) {
                write(i, i + 1);
                statuses.add(get("/v1/events/deals/7/poll").status());
            }
            int written = 5 + statuses.size();
            replicas.first().start();
            Replicas.awaitReady(replicas.first());

            clients.forEach(client -> awaitNumbers(client, written));
            assertThat(clients).allMatch(client -> client.opened() <= 2).anyMatch(client -> client.opened() == 2);
            List<Integer> others =
                    statuses.stream().filter(status -> status != 200).toList();
            switch (software) {
                // these ask the other replica by themselves
                case NGINX, HAPROXY, VARNISH -> assertThat(others).isEmpty();
                // these take out the one that refuses, for who comes next
                case CADDY, APACHE -> assertThat(others).hasSizeLessThan(10).allMatch(status -> status == 503);
            }
        } finally {
            clients.forEach(EventSourceClient::close);
            replicas.first().start();
            Replicas.awaitReady(replicas.first());
        }
    }

    @Test
    void noticesThatAClientIsGone() {
        int before = replicas.openStreams("deals");
        SseClient stream = service.stream("/v1/events/deals/7", withKey());
        Awaitility.await().atMost(LIMIT).until(() -> replicas.openStreams("deals") == before + 1);

        stream.close();

        Awaitility.await("gone").atMost(Duration.ofSeconds(5)).until(() -> replicas.openStreams("deals") == before);
    }

    /// How long an event takes from Kafka's acknowledgement to the client.
    private Duration delay(SseClient stream, String caseId, int number) {
        CaseEvent.write(replicas.records(), org.tenant(), caseId, number);
        long written = System.nanoTime();
        SseFrame frame = stream.await(
                candidate -> candidate.data() != null && candidate.data().contains("\"progress\":" + number),
                Duration.ofSeconds(10));
        assertThat(frame).isNotNull();
        return Duration.ofNanos(System.nanoTime() - written);
    }

    private EventSourceClient follow() {
        EventSourceClient client = EventSourceClient.open(proxy.uri("/v1/events/deals/7"), Service.map(withKey()));
        Awaitility.await("open").atMost(LIMIT).until(() -> client.opened() == 1);
        return client;
    }

    private void write(int from, int to) {
        IntStream.range(from, to).forEach(i -> org.write(org.deal(7).progressed(i, 50)));
    }

    private static void awaitNumbers(EventSourceClient client, int count) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> client.messages().stream()
                                .filter(message -> message.type().equals("processing.progress"))
                                .count()
                        >= count);
        assertThat(client.messages())
                .filteredOn(message -> message.type().equals("processing.progress"))
                .extracting(message -> message.data().replaceAll(".*\"statement_id\":(\\d+).*", "$1"))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    private Answer get(String path, String... headers) {
        return service.get(path, withKey(headers));
    }

    private String[] withKey(String... headers) {
        List<String> all = new ArrayList<>(List.of("X-API-Key", org.key().secret()));
        all.addAll(List.of(headers));
        return all.toArray(String[]::new);
    }
}
