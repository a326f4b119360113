package io.dealstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealstream.chaos.Replica;
import io.dealstream.testing.Deal;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.MisbehavingProxy.Deed;
import io.dealstream.testing.Mischief;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.PythonClient;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a program that uses the Python client hears of the real service, in both of the client's forms.
@Tag("clients")
class PythonClientIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> FORMS = List.of("blocking", "async");

    private static Replica replica;
    private static Service service;
    private static Records records;

    private final List<PythonClient> clients = new ArrayList<>();
    private MisbehavingProxy proxy;
    private Organisation org;
    private Deal deal;

    @BeforeAll
    static void start() throws Exception {
        Path log = Files.createDirectories(Path.of("target", "clients")).resolve("python-client.log");
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
        clients.forEach(PythonClient::close);
        proxy.close();
    }

    @Test
    void hearsEachEventOnceThoughItsConnectionsBreakAndTheServiceGoesAway() {
        org.write(deal.started(1));
        List<PythonClient> both = follow("deal", fromTheStart());
        both.forEach(client -> awaitProgress(client, 0));

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

        for (PythonClient client : both) {
            awaitEnd(client, "completed");
            assertThat(types(client))
                    .hasSize(63)
                    .startsWith("processing.started")
                    .endsWith("deal_updated");
            assertThat(client.errors()).isNotEmpty();
        }
        assertThat(proxy.count(Deed.CUT)).isPositive();
        PythonClient late = follow("blocking", "deal", Map.of("id", 7, "last_event_id", lastId(both.getFirst())));
        awaitEnd(late, "completed");
        assertThat(late.events()).isEmpty();
    }

    @Test
    void pollsBehindAProxyThatBuffers() {
        org.write(deal.started(1));
        proxy.holdStreams(true);
        List<PythonClient> both = follow("deal", fromTheStart());
        progress(0, 5);
        both.forEach(client -> awaitProgress(client, 5));

        proxy.holdStreams(false);
        progress(5, 10);

        both.forEach(client -> awaitProgress(client, 10));
    }

    @Test
    void startsOverFromTheSnapshotWhenItsPastIsLost() {
        org.write(deal.started(1), deal.progressed(1, 40));
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> org.get("/v1/events/deals/7/snapshot").body().contains("\"progress\":40"));
        List<PythonClient> both = follow("deal", Map.of("id", 7, "last_event_id", "not-an-id-of-ours"));
        both.forEach(client -> awaitCount(client, 2));
        org.write(deal.progressed(1, 41));

        for (PythonClient client : both) {
            awaitCount(client, 3);
            assertThat(types(client)).containsExactly("stream.reset", "snapshot", "processing.progress");
            JsonNode snapshot = client.events().get(1).get("data");
            assertThat(snapshot.get("documents").get(0).get("progress").asInt()).isEqualTo(40);
        }
    }

    @Test
    void saysWhyItEndsWhenItsKeyIsRevoked() {
        org.write(deal.created("Bakery"));
        List<PythonClient> both = follow("organisation", Map.of("since", "2020-01-01"));
        both.forEach(client -> awaitCount(client, 1));

        records.write(org.key().revoked().toRecord());

        both.forEach(client -> awaitEnd(client, "401 INVALID_API_KEY"));
    }

    @Test
    void speaksEveryDialect() {
        org.write(
                deal.created("Café & Söhne"),
                org.batch("b-1").completed(1, 0),
                event(Topics.ACCOUNTS, "import.started", "\"file_name\":\"f\",\"file_format\":\"csv\""),
                event(Topics.CASES, "case.analysis.completed", "\"case_id\":\"c-1\""));
        Map<String, Object> past = Map.of("since", "2020-01-01");
        List<PythonClient> organisations = follow("organisation", past);
        List<PythonClient> batches = follow("batch", Map.of("id", "b-1", "since", "2020-01-01"));
        List<PythonClient> accounts = follow("account", past);
        List<PythonClient> cases = follow("case", Map.of("id", "c-1"));
        List<PythonClient> files = follow("files", Map.of());

        organisations.forEach(client -> awaitCount(client, 2));
        accounts.forEach(client -> awaitCount(client, 1));
        batches.forEach(client -> awaitEnd(client, "completed"));
        cases.forEach(client -> awaitEnd(client, "completed"));
        for (PythonClient client : files) {
            Awaitility.await().atMost(LIMIT).until(() -> {
                org.write(event(Topics.FILES, "file_created", "\"path\":\"/p/a.txt\""));
                return !client.events().isEmpty();
            });
        }

        organisations.forEach(
                client -> assertThat(types(client)).containsExactlyInAnyOrder("deal.created", "batch.completed"));
        batches.forEach(client -> assertThat(types(client)).containsExactly("batch.completed"));
        accounts.forEach(client -> assertThat(types(client)).containsExactly("import.started"));
        cases.forEach(client -> assertThat(types(client)).containsExactly("case.analysis.completed"));
        files.forEach(client -> assertThat(types(client)).contains("file_created"));
    }

    @Test
    void theCommandSaysByItsStatusHowADealEnded() throws Exception {
        org.write(deal.started(1), deal.failed(1), deal.updated("declined"));
        ProcessBuilder command = new ProcessBuilder("bin/dealstream", "follow", "deal", "7", "--since", "2020-01-01");
        command.environment().put("DEALSTREAM_URL", proxy.uri("/").toString());
        command.environment().put("DEALSTREAM_KEY", org.key().secret());

        Process process = command.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isEqualTo(1);
        assertThat(printed.lines()).hasSize(3).last().asString().contains("\"type\": \"deal_updated\"");
    }

    private static Map<String, Object> fromTheStart() {
        return Map.of("id", 7, "since", "2020-01-01");
    }

    private List<PythonClient> follow(String stream, Map<String, Object> arguments) {
        return FORMS.stream().map(form -> follow(form, stream, arguments)).toList();
    }

    private PythonClient follow(String form, String stream, Map<String, Object> arguments) {
        Map<String, Object> options = new HashMap<>();
        options.put("url", proxy.uri("/").toString());
        options.put("key", org.key().secret());
        options.put("retry_stream", 1);
        options.put("backoff", List.of(0.2, 1));
        if (stream.equals("deal")) {
            // The other dialects' heartbeats are not this service's short ones.
            options.put("heartbeat", 1);
        }
        PythonClient client = PythonClient.follow(form, options, stream, arguments);
        clients.add(client);
        return client;
    }

    /// Writes numbered events of one document, in one partition.
    private void progress(int from, int to) {
        IntStream.range(from, to).forEach(i -> org.write(deal.progressed(1, i)));
    }

    private ProducerRecord<byte[], byte[]> event(String topic, String type, String fields) {
        return Records.event(topic, org.tenant(), type, "same", "{" + fields + "}");
    }

    private static List<String> types(PythonClient client) {
        return client.events().stream()
                .map(event -> event.get("event").asText())
                .toList();
    }

    private static String lastId(PythonClient client) {
        return client.events().getLast().get("id").asText();
    }

    private static void awaitProgress(PythonClient client, int count) {
        List<Integer> expected = IntStream.range(0, count).boxed().toList();
        Awaitility.await().atMost(LIMIT).until(() -> progressOf(client).size() >= count);
        assertThat(progressOf(client)).isEqualTo(expected);
    }

    private static List<Integer> progressOf(PythonClient client) {
        return client.events().stream()
                .filter(event -> event.get("event").asText().equals("processing.progress"))
                .map(event -> event.get("data").get("progress").asInt())
                .toList();
    }

    private static void awaitCount(PythonClient client, int count) {
        Awaitility.await().atMost(LIMIT).until(() -> client.events().size() >= count);
    }

    private static void awaitEnd(PythonClient client, String end) {
        Awaitility.await(end).atMost(LIMIT).until(client::end, end::equals);
    }
}
