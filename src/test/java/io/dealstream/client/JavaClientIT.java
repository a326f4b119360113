package io.dealstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealstream.chaos.Replica;
import io.dealstream.testing.Deal;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.JavaClient;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.Mischief;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program that uses the Java client hears of the real service, as a loop and as a subscriber.
@Tag("clients")
class JavaClientIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> FORMS = List.of("blocking", "publisher");

    @TempDir
    private static Path compiled;

    private static Replica replica;
    private static Service service;
    private static Records records;

    private final List<JavaClient> clients = new ArrayList<>();
    private MisbehavingProxy proxy;
    private Organisation org;
    private Deal deal;

    @BeforeAll
    static void start() throws Exception {
        JavaClient.compile(compiled);
        Path log = Files.createDirectories(Path.of("target", "clients")).resolve("java-client.log");
        String broker = EmbeddedKafka.shared().bootstrapServers();
        replica = new Replica(
                broker,
                log,
                Map.of(
                        "dealstream.streams.heartbeat", "1s",
                        "dealstream.hub.settle-grace", "1s",
                        "dealstream.streams.reconnect-window", "1s",
                        "quarkus.shutdown.delay", "0s"));
        replica.start();
        service = Service.ready(replica.address().getPort());
        records = new Records(broker);
    }

    @AfterAll
    static void stop() {
        records.close();
        replica.close();
    }

    @BeforeEach
    void open() {
        proxy = new MisbehavingProxy(List.of(replica.address()), Mischief.NONE, 1);
        org = Organisation.create(service, records);
        deal = org.deal(7);
    }

    @AfterEach
    void close() {
        clients.forEach(JavaClient::close);
        proxy.close();
    }

    @Test
    void hearsEachEventOnceThoughItsConnectionsBreakAndTheServiceGoesAway() {
        org.write(deal.started(1));
        awaitSnapshot("\"settled\":false");
        List<JavaClient> both = follow(Map.of("snapshot", true));
        both.forEach(client ->
                Awaitility.await().atMost(LIMIT).until(() -> client.told().contains("snapshot")));

        for (int i = 0; i < 40; i += 5) {
            progress(i, i + 5);
            if (i % 20 == 10) {
                int heard = i + 5;
                both.forEach(client -> awaitProgress(client, heard));
                proxy.cutAll();
            }
        }
        both.forEach(client -> awaitProgress(client, 40));
        replica.stop();
        progress(40, 50);
        replica.start();
        service.awaitReady(Duration.ofMinutes(2));
        progress(50, 60);
        both.forEach(client -> awaitProgress(client, 60));
        org.write(deal.completed(1), deal.updated("ready"));

        for (JavaClient client : both) {
            Awaitility.await().atMost(LIMIT).until(client::end, "completed"::equals);
            assertThat(client.events())
                    .hasSize(62)
                    .last()
                    .satisfies(event -> assertThat(event.get("type").asText()).isEqualTo("deal_updated"));
        }
    }

    @Test
    void startsOverFromTheSnapshotWhenItsPastIsLost() {
        org.write(deal.started(1), deal.progressed(1, 40));
        awaitSnapshot("\"progress\":40");
        List<JavaClient> both = follow(Map.of("after", "not-an-id-of-ours"));
        both.forEach(client ->
                Awaitility.await().atMost(LIMIT).until(() -> client.told().contains("snapshot")));
        org.write(deal.progressed(1, 41));

        for (JavaClient client : both) {
            Awaitility.await().atMost(LIMIT).until(() -> client.events().size() == 1);
            assertThat(client.told()).containsExactly("reset", "snapshot", "event");
        }
    }

    @Test
    void pollsBehindAProxyThatBuffers() {
        org.write(deal.started(1));
        awaitSnapshot("\"settled\":false");
        proxy.holdStreams(true);
        List<JavaClient> both = follow(Map.of("snapshot", true));
        both.forEach(client ->
                Awaitility.await().atMost(LIMIT).until(() -> client.told().contains("snapshot")));
        progress(0, 5);
        both.forEach(client -> awaitProgress(client, 5));

        proxy.holdStreams(false);
        progress(5, 10);

        both.forEach(client -> awaitProgress(client, 10));
    }

    private List<JavaClient> follow(Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "base",
                proxy.uri("/").toString(),
                "deal",
                7,
                "key",
                org.key().secret(),
                "backoff",
                Map.of("base", 200, "max", 1_000),
                "heartbeat",
                1_000,
                "retryStream",
                1_000));
        request.putAll(more);
        List<JavaClient> both = FORMS.stream()
                .map(form -> JavaClient.follow(compiled, form, request))
                .toList();
        clients.addAll(both);
        return both;
    }

    private void awaitSnapshot(String content) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> org.get("/v1/events/deals/7/snapshot").body().contains(content));
    }

    /// Writes numbered events of one document, in one partition.
    private void progress(int from, int to) {
        IntStream.range(from, to).forEach(i -> org.write(deal.progressed(1, i)));
    }

    private static void awaitProgress(JavaClient client, int count) {
        List<Integer> expected = IntStream.range(0, count).boxed().toList();
        Awaitility.await().atMost(LIMIT).until(() -> progressOf(client).size() >= count);
        assertThat(progressOf(client)).isEqualTo(expected);
    }

    private static List<Integer> progressOf(JavaClient client) {
        return client.events().stream()
                .filter(event -> event.get("type").asText().equals("processing.progress"))
                .map(event -> event.get("data").get("progress"))
                .map(JsonNode::asInt)
                .toList();
    }
}
