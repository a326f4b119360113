package io.dealstream.portals;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.dealstream.chaos.Replica;
import io.dealstream.portals.BackEnd.Language;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Chromium;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.Mischief;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `docs/portals.md` promises of its examples: they run as they stand there, against the packaged service with the
/// configuration that stands there.
@Tag("clients")
class PortalIT {

    private static final String ANN = "session-of-ann";
    private static final String RIGHTS_OF_THE_KEY = "{\"view\":\"borrower\",\"batches\":[],\"cases\":[]}";

    private static Replica replica;
    private static Service service;
    private static Records records;
    private static Chromium chromium;

    private MisbehavingProxy proxy;
    private Organisation org;
    private ApiKey key;

    @BeforeAll
    static void start() throws Exception {
        Properties written = new Properties();
        try (Reader file = Files.newBufferedReader(BackEnd.FILES.resolve("dealstream.properties"))) {
            written.load(file);
        }
        Map<String, String> configuration = new HashMap<>();
        written.stringPropertyNames().forEach(name -> configuration.put(name, written.getProperty(name)));
        configuration.put(
                "dealstream.cors.origins",
                Arrays.stream(Language.values()).map(Language::origin).collect(Collectors.joining(",")));
        configuration.put("dealstream.streams.heartbeat", "1s");
        Path log = Files.createDirectories(Path.of("target", "portals")).resolve("service.log");
        String broker = EmbeddedKafka.shared().bootstrapServers();
        replica = new Replica(broker, log, configuration);
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
        org = Organisation.create(service, records);
        key = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), List.of("deals:read"));
        records.write(key.toRecord(RIGHTS_OF_THE_KEY));
        Awaitility.await()
                .untilAsserted(() -> assertThat(service.get("/v1/events/deals/1/poll", "X-API-Key", key.secret())
                                .status())
                        .isEqualTo(200));
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void aBorrowerGetsTheStreamOfTheirDealAndOfItWhatTheViewShows(Language language) {
        try (BackEnd portal = portal(language);
                SseClient stream = SseClient.open(service.uri("/v1/events/deals/42?ticket=" + ticket(portal)))) {
            org.write(
                    org.deal(43).started(9),
                    org.deal(42).started(1),
                    org.deal(42).progressed(1, 40),
                    org.deal(42).completed(1),
                    decided(42));

            SseFrame decision = stream.await(frame -> frame.is("deal.decision"));
            assertThat(decision.raw()).contains("\"decision\":\"approved\"").doesNotContain("decided_by");
            SseFrame completed = stream.await(frame -> frame.is("processing.completed"));
            assertThat(completed.raw()).contains("\"statement_id\":1").doesNotContain("health_score");
            assertThat(stream.text()).doesNotContain("\"deal_id\":43", "72.5", "jane");
            assertThat(org.get("/v1/operations/streams?q=" + org.tenant()).body())
                    .contains("\"user\":\"u-1881\"")
                    .doesNotContain(key.secret());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyGetsATicketForWhatIsNotTheirs(Language language) {
        try (BackEnd portal = portal(language)) {
            assertThat(portal.ticket("", "{\"deals\":[42]}").status()).isEqualTo(401);
            assertThat(portal.ticket("session-of-nobody", "{\"deals\":[42]}").status())
                    .isEqualTo(401);
            for (String notTheirs : List.of(
                    "{\"deals\":[43]}",
                    "{\"deals\":[42,43]}",
                    "{\"deals\":[]}",
                    "{\"deals\":\"42\"}",
                    "{\"batches\":[\"b-1\"]}",
                    "{}")) {
                assertThat(portal.ticket(ANN, notTheirs).status()).as(notTheirs).isEqualTo(403);
            }
            for (String nonsense : List.of("nonsense", "[42]", "null", "")) {
                assertThat(portal.ticket(ANN, nonsense).status()).as(nonsense).isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTicketForOneDealOpensNothingElseAndNothingTwice(Language language) {
        try (BackEnd portal = portal(language)) {
            for (String path : List.of(
                    "/v1/events/deals/43",
                    "/v1/events/deals/44/poll",
                    "/v1/events/deals/43/snapshot",
                    "/v1/events/deals?ids=42,43",
                    "/v1/events/batches/b-1",
                    "/v1/events/org",
                    "/cases/c-1/progress/stream",
                    "/api/v1/events")) {
                char separator = path.contains("?") ? '&' : '?';
                assertThat(service.get(path + separator + "ticket=" + ticket(portal))
                                .status())
                        .as(path)
                        .isEqualTo(403);
            }
            String ticket = ticket(portal);
            assertThat(poll(ticket).status()).isEqualTo(200);
            assertThat(poll(ticket).status()).isEqualTo(401);
            assertThat(portal.ticket(ANN, "{\"deals\":[42,44],\"types\":[\"deal.decision\"]}")
                            .status())
                    .as("whatever else the client names")
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBackEndWhoseKeyIsRefusedTellsTheBrowserToComeBack(Language language) {
        try (BackEnd portal = new BackEnd(language, "http://127.0.0.1:" + service.port(), "sk_wrong")) {
            Answer answer = portal.ticket(ANN, "{\"deals\":[42]}");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).doesNotContain("sk_wrong", "INVALID_API_KEY");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothPagesShowTheDealAndComeBackWithAFreshTicket(Language language) {
        try (BackEnd portal = portal(language)) {
            BrowserContext window = chromium.page().context();
            window.addCookies(List.of(new Cookie("session", ANN).setUrl(language.origin())));
            List<Page> pages = List.of(window.pages().getFirst(), window.newPage());
            pages.getFirst().navigate(portal.page("deal.html", 42));
            pages.getLast().navigate(portal.page("bare.html", 42));
            pages.forEach(page -> awaitText(page.locator("#state"), "open"));

            org.write(org.deal(42).progressed(1, 40));
            pages.forEach(page -> awaitText(page.locator("li"), "Document 1: screening, 40 %"));
            proxy.cutAll();
            org.write(org.deal(42).progressed(1, 60), decided(42));

            for (Page page : pages) {
                awaitText(page.locator("li"), "Document 1: screening, 60 %");
                awaitText(page.locator("#decision"), "Decision: approved");
            }
            org.write(org.deal(42).completed(1), org.deal(42).updated("ready"));
            for (Page page : pages) {
                awaitText(page.locator("#state"), "All done");
                page.reload();
                awaitText(page.locator("#state"), "All done");
                page.navigate(page.url().replace("deal=42", "deal=43"));
                awaitText(page.locator("#state"), "Not yours to see");
            }
            window.close();
        }
    }

    private BackEnd portal(Language language) {
        return new BackEnd(language, "http://127.0.0.1:" + proxy.port(), key.secret());
    }

    private static String ticket(BackEnd portal) {
        Answer answer = portal.ticket(ANN, "{\"deals\":[42]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceFirst("^\\{\"ticket\": ?\"([A-Za-z0-9_.-]+)\"}$", "$1");
    }

    private static Answer poll(String ticket) {
        return service.get("/v1/events/deals/42/poll?ticket=" + ticket);
    }

    private ProducerRecord<byte[], byte[]> decided(long deal) {
        return Records.event(
                Topics.DEALS,
                org.tenant(),
                "deal.decision",
                Long.toString(deal),
                "{\"deal_id\":" + deal + ",\"decision\":\"approved\",\"decided_by\":\"jane@example.com\"}");
    }

    private static void awaitText(Locator place, String text) {
        place.filter(new Locator.FilterOptions().setHasText(text)).waitFor();
    }
}
