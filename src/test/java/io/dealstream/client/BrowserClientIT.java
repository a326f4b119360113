package io.dealstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import io.dealstream.chaos.Replica;
import io.dealstream.testing.Chromium;
import io.dealstream.testing.Deal;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.MisbehavingProxy.Deed;
import io.dealstream.testing.Mischief;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.Topics;
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

/// What a page that uses the browser client hears, whatever happens on the way.
@Tag("clients")
class BrowserClientIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MORE_THAN_A_HOST_TAKES = 8;

    private static Replica replica;
    private static Service service;
    private static Records records;
    private static Chromium chromium;

    private MisbehavingProxy proxy;
    private BrowserContext window;
    private Organisation org;
    private Deal deal;

    @BeforeAll
    static void start() throws Exception {
        Path log = Files.createDirectories(Path.of("target", "clients")).resolve("browser-client.log");
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
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        records.close();
        replica.close();
    }

    @BeforeEach
    void open() {
        proxy = new MisbehavingProxy(List.of(replica.address()), Mischief.NONE, 1);
        window = chromium.page().context();
        org = Organisation.create(service, records);
        deal = org.deal(7);
    }

    @AfterEach
    void close() {
        window.close();
        proxy.close();
    }

    @Test
    void moreTabsThanAHostTakesConnectionsHearEachEventOnceAlsoWhenTheirLeadersDie() {
        List<Tab> tabs = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_A_HOST_TAKES; i++) {
            Tab tab = tab().follow(options(), "deal", 7);
            awaitState(tab, "open");
            tabs.add(tab);
        }
        progress(0, 20);
        tabs.forEach(tab -> awaitNumbers(tab, 0, 20));
        awaitOneStream();

        tabs.removeFirst().close();
        progress(20, 40);
        tabs.forEach(tab -> awaitNumbers(tab, 0, 40));

        Tab killed = tabs.removeFirst();
        progress(40, 50);
        killed.crash();
        progress(50, 60);
        tabs.forEach(tab -> awaitNumbers(tab, 0, 60));
        Tab late = tab().follow(options(), "deal", 7);
        awaitState(late, "open");
        progress(60, 70);

        tabs.forEach(tab -> awaitNumbers(tab, 0, 70));
        awaitNumbers(late, 60, 70);
        awaitOneStream();
    }

    @Test
    void aTabThatHangsDoesNotHoldUpTheOthers() {
        Tab leader = tab().follow(options(), "deal", 7);
        awaitState(leader, "open");
        Tab other = tab().follow(options(), "deal", 7);
        awaitState(other, "open");

        leader.hang(Duration.ofSeconds(12));
        progress(0, 5);
        awaitNumbers(other, 0, 5);
        assertThat(other.states()).as("leads now").contains("connecting");
        awaitNumbers(leader, 0, 5);
        progress(5, 10);

        awaitNumbers(leader, 0, 10);
        awaitNumbers(other, 0, 10);
    }

    @Test
    void losesNothingOfWhatComesWhileItsConnectionsAreCut() {
        Tab tab = tab().follow(options(), "deal", 7);
        awaitState(tab, "open");

        for (int i = 0; i < 60; i += 5) {
            progress(i, i + 5);
            if (i % 20 == 10) {
                proxy.cutAll();
            }
        }

        awaitNumbers(tab, 0, 60);
        assertThat(proxy.count(Deed.CUT)).isPositive();
    }

    @Test
    void pollsBehindAProxyThatBuffersAndGoesBackToTheStreamWhenItGetsThrough() {
        proxy.holdStreams(true);
        Tab tab = tab().follow(options(), "deal", 7);
        awaitState(tab, "open");
        for (int i = 0; i < 30 && !tab.state().equals("polling"); i += 3) {
            progress(i, i + 3);
            awaitNumbers(tab, 0, i + 3);
        }
        assertThat(tab.state()).isEqualTo("polling");
        int heard = tab.events().size();
        progress(heard, 50);
        awaitNumbers(tab, 0, 50);

        proxy.holdStreams(false);
        awaitState(tab, "open");
        progress(50, 60);

        awaitNumbers(tab, 0, 60);
    }

    @Test
    void goesOnWhereItWasWhenTheServiceComesBack() {
        List<Tab> tabs = List.of(tab().follow(options(), "deal", 7), tab().follow(options(), "deal", 7));
        tabs.forEach(tab -> awaitState(tab, "open"));
        progress(0, 10);
        tabs.forEach(tab -> awaitNumbers(tab, 0, 10));

        replica.stop();
        progress(10, 20);
        replica.start();
        service.awaitReady(Duration.ofMinutes(2));
        progress(20, 30);

        tabs.forEach(tab -> awaitNumbers(tab, 0, 30));
        assertThat(tabs.getFirst().states()).contains("waiting");
    }

    @Test
    void saysWhyItEndsWhenItsKeyIsRevoked() {
        List<Tab> tabs = List.of(tab().follow(options(), "deal", 7), tab().follow(options(), "deal", 7));
        tabs.forEach(tab -> awaitState(tab, "open"));

        records.write(org.key().revoked().toRecord());

        for (Tab tab : tabs) {
            awaitState(tab, "closed");
            assertThat(tab.ends()).containsExactly("refused");
            assertThat(tab.errors()).last().isEqualTo("401 INVALID_API_KEY true");
        }
    }

    @Test
    void stopsWhenTheDealIsSettled() {
        Tab tab = tab().follow(options(), "deal", 7);
        awaitState(tab, "open");

        org.write(deal.started(1), deal.completed(1), deal.updated("ready"));
        awaitState(tab, "closed");
        Tab late = tab().follow(options(), "deal", 7, Map.of("lastEventId", tab.lastEventId()));
        awaitState(late, "closed");

        assertThat(tab.types()).containsExactly("processing.started", "processing.completed", "deal_updated");
        assertThat(tab.ends()).containsExactly("completed");
        assertThat(late.types()).isEmpty();
        assertThat(late.ends()).containsExactly("completed");
    }

    @Test
    void startsOverFromTheSnapshotWhenItsPastIsLost() {
        org.write(deal.started(1), deal.progressed(1, 40));
        awaitSnapshot("\"progress\":40");
        Tab tab = tab().follow(options(), "deal", 7, Map.of("lastEventId", "not-an-id-of-ours"));
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> !tab.snapshots().isEmpty());
        org.write(deal.progressed(1, 41));

        awaitNumbers(tab, 41, 42);
        assertThat(tab.resets()).containsExactly("unknown");
        assertThat(tab.snapshots()).hasSize(1);
        JsonNode document = tab.snapshots().getFirst().get("documents").get(0);
        assertThat(document.get("progress").asInt()).isEqualTo(40);
    }

    @Test
    void lateTabsBeginWithTheSnapshotOfTheFirstAndWhatCameAfterIt() {
        org.write(deal.started(1), deal.progressed(1, 40));
        awaitSnapshot("\"progress\":40");
        Tab first = tab().follow(options(), "deal", 7, Map.of("snapshot", true));
        awaitState(first, "open");
        progress(41, 45);
        awaitNumbers(first, 41, 45);

        Tab second = tab().follow(options(), "deal", 7, Map.of("snapshot", true));
        progress(45, 50);

        awaitNumbers(first, 41, 50);
        awaitNumbers(second, 41, 50);
        assertThat(second.snapshots()).isEqualTo(first.snapshots());
        awaitOneStream();
    }

    @Test
    void aTabThatWasElsewhereCatchesUpByItselfAndThenSharesTheConnection() {
        org.write(deal.started(1));
        Tab first = tab().follow(options(), "deal", 7);
        awaitState(first, "open");
        String place = first.lastEventId();
        progress(1, 5);
        awaitNumbers(first, 1, 5);
        first.close();
        Tab leader = tab().follow(options(), "deal", 7);
        awaitState(leader, "open");

        Tab reloaded = tab().follow(options(), "deal", 7, Map.of("lastEventId", place));
        awaitNumbers(reloaded, 1, 5);
        progress(5, 10);

        awaitNumbers(reloaded, 1, 10);
        awaitNumbers(leader, 5, 10);
        awaitOneStream();
        progress(10, 15);
        awaitNumbers(reloaded, 1, 15);
    }

    @Test
    void letsGoOfTheConnectionWhileNobodyLooksAndMissesNothing() {
        Map<String, Object> options = options();
        options.put("pauseHidden", true);
        List<Tab> tabs = List.of(tab().follow(options, "deal", 7), tab().follow(options, "deal", 7));
        tabs.forEach(tab -> awaitState(tab, "open"));

        tabs.getFirst().hide(true);
        progress(0, 5);
        tabs.forEach(tab -> awaitNumbers(tab, 0, 5));
        tabs.getLast().hide(true);
        tabs.forEach(tab -> awaitState(tab, "paused"));
        awaitStreams(0);
        progress(5, 10);
        tabs.getLast().hide(false);

        tabs.forEach(tab -> awaitState(tab, "open"));
        tabs.forEach(tab -> awaitNumbers(tab, 0, 10));
    }

    @Test
    void aTabThatTakesOverWhileNobodyLooksLetsGoToo() {
        Map<String, Object> options = options();
        options.put("pauseHidden", true);
        Tab leader = tab().follow(options, "deal", 7);
        awaitState(leader, "open");
        Tab heir = tab().follow(options, "deal", 7);
        awaitState(heir, "open");
        List.of(leader, heir).forEach(tab -> tab.hide(true));
        List.of(leader, heir).forEach(tab -> awaitState(tab, "paused"));

        leader.hang(Duration.ofSeconds(12));
        Awaitility.await("takes over")
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> heir.states().contains("connecting"));
        List.of(leader, heir).forEach(tab -> awaitState(tab, "paused"));
        awaitStreams(0);
        Tab late = tab().follow(options, "deal", 7);
        awaitState(late, "open");
        progress(0, 5);

        List.of(leader, heir, late).forEach(tab -> awaitNumbers(tab, 0, 5));
    }

    @Test
    void noticesAConnectionThatHasDiedWithoutAWord() {
        Tab tab = tab().follow(options(), "deal", 7);
        awaitState(tab, "open");
        progress(0, 3);
        awaitNumbers(tab, 0, 3);

        proxy.holdStreams(true);
        progress(3, 6);
        awaitNumbers(tab, 0, 6);
        proxy.holdStreams(false);
        progress(6, 9);

        awaitNumbers(tab, 0, 9);
    }

    @Test
    void overFetchItHearsHeartbeatsAndMissesThem() {
        Map<String, Object> options = options();
        options.put("transport", "fetch");
        Tab tab = tab().follow(options, "deal", 7);
        awaitState(tab, "open");
        progress(0, 3);
        awaitNumbers(tab, 0, 3);

        proxy.holdStreams(true);
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> tab.errors().contains("0 silent false"));
        progress(3, 6);
        awaitNumbers(tab, 0, 6);
        proxy.holdStreams(false);
        awaitState(tab, "open");
        progress(6, 9);

        awaitNumbers(tab, 0, 9);
    }

    @Test
    void speaksEveryDialect() {
        Map<String, Object> options = options();
        // The other dialects' heartbeats are not this service's short ones, and what files miss is lost.
        options.remove("heartbeat");
        Tab organisation = tab().follow(options, "organisation");
        Tab batch = tab().follow(options, "batch", "b-1");
        Tab account = tab().follow(options, "account", Map.of("categories", List.of("import")));
        Tab files = tab().follow(options, "files");
        Tab cases = tab().follow(options, "case", "c-1");
        List<Tab> all = List.of(organisation, batch, account, files, cases);
        all.forEach(tab -> awaitState(tab, "open"));

        org.write(
                deal.created("Café & Söhne"),
                org.batch("b-1").processed(3, "1/1"),
                org.batch("b-1").completed(1, 0),
                event(Topics.ACCOUNTS, "import.started", "\"file_name\":\"f\",\"file_format\":\"csv\""),
                event(Topics.FILES, "file_created", "\"path\":\"/p/a.txt\""),
                event(
                        Topics.CASES,
                        "file.analysis.progress",
                        "\"case_id\":\"c-1\",\"file_id\":\"f\",\"stage\":\"ocr\",\"progress\":62.5"),
                event(Topics.CASES, "case.analysis.completed", "\"case_id\":\"c-1\""));

        List.of(batch, cases).forEach(tab -> awaitState(tab, "closed"));
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> organisation.events().size() == 3
                        && !account.events().isEmpty()
                        && !files.events().isEmpty());
        assertThat(organisation.types())
                .containsExactlyInAnyOrder("deal.created", "batch.document_processed", "batch.completed");
        assertThat(batch.types()).containsExactly("batch.document_processed", "batch.completed");
        assertThat(account.types()).containsExactly("import.started");
        assertThat(files.types()).containsExactly("file_created");
        assertThat(files.events().getFirst().get("path").asText()).isEqualTo("/p/a.txt");
        assertThat(cases.types()).containsExactly("file.analysis.progress", "case.analysis.completed");
        assertThat(cases.ends()).containsExactly("completed");
        Tab late = tab().follow(options, "case", "c-1");
        awaitState(late, "closed");
        assertThat(late.types()).containsExactly("file.analysis.progress", "case.analysis.completed");
    }

    private Tab tab() {
        return new Tab(window.newPage(), proxy.uri("/"));
    }

    /// A client that loses patience as quickly as this service's heartbeats allow.
    private Map<String, Object> options() {
        Map<String, Object> options = new HashMap<>();
        options.put("key", org.key().secret());
        options.put("heartbeat", 1_000);
        options.put("retryStream", 1_000);
        options.put("backoff", Map.of("base", 200, "max", 1_000));
        return options;
    }

    /// Writes numbered events of one document, in one partition.
    private void progress(int from, int to) {
        IntStream.range(from, to).forEach(i -> org.write(deal.progressed(1, i)));
    }

    private ProducerRecord<byte[], byte[]> event(String topic, String type, String fields) {
        return Records.event(topic, org.tenant(), type, "same", "{" + fields + "}");
    }

    private static void awaitState(Tab tab, String state) {
        Awaitility.await(state).pollInSameThread().atMost(LIMIT).until(tab::state, state::equals);
    }

    /// Waits until the service has taken in what shows as this text in the deal's snapshot.
    private void awaitSnapshot(String text) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> org.get("/v1/events/deals/7/snapshot").body().contains(text));
    }

    private static void awaitNumbers(Tab tab, int from, int to) {
        List<Integer> expected = IntStream.range(from, to).boxed().toList();
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> tab.numbers("progress").size() >= expected.size());
        assertThat(tab.numbers("progress")).isEqualTo(expected);
    }

    /// A tab that was taken for dead on a busy machine has a stream of its own until it meets the others.
    private static void awaitOneStream() {
        awaitStreams(1);
    }

    private static void awaitStreams(int open) {
        Awaitility.await("streams").atMost(LIMIT).until(() -> openStreams() == open);
    }

    /// How many streams the service has open.
    private static int openStreams() {
        return service.get("/q/metrics")
                .body()
                .lines()
                .filter(line ->
                        line.startsWith("dealstream_streams_open{") || line.startsWith("dealstream_streams_open "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
