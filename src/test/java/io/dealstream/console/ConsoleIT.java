package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Axe;
import io.dealstream.testing.Batch;
import io.dealstream.testing.Chromium;
import io.dealstream.testing.Deal;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.Mischief;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The console of the packaged service in Chromium. After each test the page must have met no error, broken no
/// policy,
/// asked nobody else, and put its key into no address.
@QuarkusIntegrationTest
@WithTestResource(EmbeddedKafka.class)
@Tag("clients")
class ConsoleIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static Chromium chromium;

    @InjectKafka
    EmbeddedKafka kafka;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<ConsolePage> pages = new ArrayList<>();
    private Service service;
    private Records records;
    private Organisation org;
    private BrowserContext context;

    @BeforeAll
    static void startBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stopBrowser() {
        chromium.close();
    }

    @BeforeEach
    void connect() {
        service = Service.ready(RestAssured.port);
        records = new Records(kafka.bootstrapServers());
        org = Organisation.create(service, records);
        context = chromium.context(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    @AfterEach
    void findNoFault() throws Exception {
        try {
            assertThat(pages)
                    .allSatisfy(
                            page -> assertThat(page.faults(org.key().secret())).isEmpty());
        } finally {
            context.close();
            for (AutoCloseable closeable : open) {
                closeable.close();
            }
            records.close();
        }
    }

    @Test
    void theBoardShowsDealsAndBatchesAsTheyMove() {
        ConsolePage board = console().live(key());
        Deal deal = org.deal(4711);
        Batch batch = org.batch("b-77");

        org.write(deal.created("Harbor Street Bakery"), deal.started(1), deal.progressed(1, 60), deal.started(2));
        Locator row = board.deal("Harbor Street Bakery");
        row.waitFor();

        assertThat(row.innerText()).contains("#4711");
        Locator bar = row.getByRole(AriaRole.PROGRESSBAR, named("Document 1, Screening"));
        bar.waitFor();
        assertThat(bar.getAttribute("max")).isEqualTo("100");
        assertThat(((Number) bar.evaluate("bar => bar.value")).intValue()).isEqualTo(60);

        org.write(deal.completed(1), deal.failed(2), deal.updated("ready"), batch.processed(5, "1/3"), batch.failed(6));
        row.getByText("Unreadable scan").waitFor();
        row.locator(".deal-result").getByText("72.5").waitFor();
        Locator batches = board.page().locator(".batch");
        batches.getByText("Unsupported file format").waitFor();
        assertThat(batches.innerText())
                .contains("b-77")
                .containsPattern("2\\s*/ 3")
                .contains("1 failed");
        Locator activity = board.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Activity"));
        activity.getByText("Document 2 failed: Unreadable scan").waitFor();
        awaitEvents(board, 9);
    }

    @Test
    void aBoardThatIsOpenedLateShowsWhatHappenedBefore() {
        Deal deal = org.deal(12);
        org.write(deal.created("Lakeside Dental Group"), deal.started(1), deal.completed(1), deal.updated("ready"));

        ConsolePage board = console().live(key());

        board.deal("Lakeside Dental Group")
                .locator(".deal-result")
                .getByText("72.5")
                .waitFor();
        awaitEvents(board, 4);
    }

    @Test
    void filtersShowSomeOfTheDeals() {
        org.write(
                org.deal(1).created("Copper Kettle Catering"),
                org.deal(1).started(1),
                org.deal(1).failed(1));
        org.write(org.deal(2).created("Redwood Auto Repair"), org.deal(2).started(2));
        ConsolePage board = console().live(key());
        board.deal("Redwood").waitFor();

        board.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("With failures"))
                .click();
        board.page().locator(".row").getByText("Redwood Auto Repair").waitFor(hidden());
        assertThat(board.page().locator(".row").count()).isEqualTo(1);
        board.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("All"))
                .click();
        board.page().getByLabel("Find a deal").fill("redw");

        board.deal("Redwood").waitFor();
        assertThat(board.page().locator(".row").count()).isEqualTo(1);
    }

    @Test
    void aReloadLosesNothingAndRepeatsNothing() {
        ConsolePage board = console().live(key());
        Deal deal = org.deal(31);
        records.write(deal.created("Summit Print"));
        board.deal("Summit Print").waitFor();

        for (int i = 1; i <= 30; i++) {
            records.write(deal.progressed(i, i));
            if (i % 10 == 5) {
                board.page().reload();
            }
        }
        awaitEvents(board, 31);

        board.awaitConnection("Live");
        assertThat(board.deal("Summit Print").innerText()).contains("and 24 more");
    }

    @Test
    void aConnectionThatBreaksLosesNothingAndRepeatsNothing() {
        MisbehavingProxy proxy =
                opened(new MisbehavingProxy(List.of(Loopback.address(service.port())), Mischief.NONE, 1));
        ConsolePage board = console(proxy.uri("/")).live(key());

        for (int i = 1; i <= 30; i++) {
            records.write(org.deal(i).created("Business " + i));
            if (i % 10 == 5) {
                proxy.cutAll();
                awaitEvents(board, i);
            }
        }
        awaitEvents(board, 30);

        board.awaitConnection("Live");
        board.deal("Business 30").waitFor();
    }

    @Test
    void fiveHundredDealsMoveWithoutJank() {
        ConsolePage board = console().live(key());
        int deals = 500;
        int rounds = 20;
        records.writeAll(LongStream.rangeClosed(1, deals)
                .mapToObj(id -> org.deal(id).created("Business " + id))
                .toList());
        awaitEvents(board, deals);
        board.page().evaluate(FrameTimes.WATCH);

        for (int round = 0; round < rounds; round++) {
            int percent = round * 5;
            List<ProducerRecord<byte[], byte[]>> moves = LongStream.rangeClosed(1, deals)
                    .mapToObj(id -> org.deal(id).progressed(id, percent))
                    .toList();
            records.writeAll(moves);
        }
        awaitEvents(board, deals * (rounds + 1L));
        FrameTimes frames = FrameTimes.of(board.page());

        System.out.println("500 deals moving, " + deals * rounds + " events: " + frames);
        assertThat(board.page().locator(".row").count()).isBetween(5, 40);
        assertThat(frames.median()).isLessThan(50);
        assertThat(frames.longest()).isLessThan(1_000);
        assertThat(board.page().locator(".chip").first().innerText()).contains("500");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingInAnyView(ColorScheme scheme) {
        fill();
        context.close();
        context = chromium.context(
                new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(scheme));
        ConsolePage console = console();
        assertThat(Axe.faults(console.page())).as("sign in").isEmpty();
        console.live(key());
        console.deal("Harbor Street Bakery").waitFor();
        assertThat(Axe.faults(console.page())).as("board").isEmpty();
        console.deal("Harbor Street Bakery").getByRole(AriaRole.BUTTON).click();
        console.page().getByRole(AriaRole.DIALOG).waitFor();
        assertThat(Axe.faults(console.page())).as("a deal in full").isEmpty();
        console.page().keyboard().press("Escape");

        console.open("Inspector");
        assertThat(Axe.faults(console.page())).as("inspector").isEmpty();
        openStream(console);
        console.page().locator(".frame[data-kind=open]").click();
        assertThat(Axe.faults(console.page())).as("inspector with frames").isEmpty();

        console.open("Operations");
        console.page().locator(".legend").getByText("Taken").waitFor();
        assertThat(Axe.faults(console.page())).as("operations").isEmpty();
    }

    @Test
    void everythingCanBeReachedWithTheKeyboard() {
        fill();
        ConsolePage console = console().live(key());
        Page page = console.page();
        console.deal("Harbor Street Bakery").waitFor();

        page.keyboard().press("Tab");
        assertThat(focused(page)).isEqualTo("Skip to content");
        tabTo(page, "Board");
        tabTo(page, "Operations");
        tabTo(page, "All 3");
        tabTo(page, "Blue Heron Landscaping");
        page.keyboard().press("ArrowDown");
        awaitFocus(page, "Redwood Auto Repair");
        page.keyboard().press("End");
        awaitFocus(page, "Harbor Street Bakery");
        page.keyboard().press("Enter");
        Locator dialog = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Harbor Street Bakery"));
        dialog.waitFor();
        page.keyboard().press("Escape");
        dialog.waitFor(hidden());
        awaitFocus(page, "Harbor Street Bakery");
    }

    @Test
    void theKeyIsGoneWithTheTab() {
        ConsolePage console = console().live(key());

        assertThat(console.page()
                        .evaluate("JSON.stringify(localStorage) + document.cookie")
                        .toString())
                .doesNotContain(key());
        assertThat(console.requests()).anyMatch(url -> url.contains("ticket="));
        Page another = context.newPage();
        another.navigate(service.uri("/").toString());
        another.getByLabel("API key").waitFor();
        console.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        console.page().getByLabel("API key").waitFor();
        assertThat(console.page().evaluate("JSON.stringify(sessionStorage)").toString())
                .doesNotContain(key());
    }

    @Test
    void aWrongKeyOrOneThatIsRevokedIsRefusedInWords() {
        ConsolePage console = console();
        console.page().getByLabel("API key").fill("sk_wrong");
        console.page().getByLabel("API key").press("Enter");
        console.page()
                .getByRole(AriaRole.ALERT)
                .getByText("does not know this key")
                .waitFor();

        console.live(key());
        records.write(org.key().revoked().toRecord());

        console.awaitConnection("Refused");
        console.page().getByRole(AriaRole.ALERT).getByText("revoked").waitFor();
    }

    @Test
    void theInspectorShowsEveryFrameAndHowToAskForThemWithCurl() {
        MisbehavingProxy proxy =
                opened(new MisbehavingProxy(List.of(Loopback.address(service.port())), Mischief.NONE, 1));
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        ConsolePage console = console(proxy.uri("/")).signIn(key()).open("Inspector");
        Page page = console.page();

        openStream(console);
        records.write(org.deal(5).created("Northwind Roofing"));
        Locator frame = page.locator(".frame[data-kind=event]").first();
        frame.waitFor();
        frame.click();
        String raw = page.locator(".frame-texts pre").first().innerText();
        assertThat(raw)
                .containsPattern("id: [A-Za-z0-9._-]+\nevent: deal.created\ndata: \\{\"deal_id\":5,")
                .contains("Northwind Roofing");
        assertThat(page.locator(".frame[data-kind=control]").first().innerText())
                .contains("retry");

        proxy.cutAll();
        page.locator(".frame[data-kind=wait]").waitFor();
        records.write(org.deal(6).created("Bolt Logistics"));
        page.locator(".frame[data-kind=event]").nth(1).waitFor();
        assertThat(page.locator(".frame[data-kind=open]").count()).isEqualTo(2);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy as curl"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copied"))
                .waitFor();
        assertThat(page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo("curl -N -H \"X-API-Key: $DEALSTREAM_KEY\" '" + proxy.uri("/v1/events/org") + "'");
    }

    @Test
    void operationsShowHowTheServiceDoes() {
        ConsolePage console = console().live(key()).open("Operations");
        Page page = console.page();

        opened(org.stream("/v1/events/org"));
        records.write(org.deal(5).created("Northwind Roofing"));

        page.locator(".legend").getByText("Organisation").first().waitFor();
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> page.locator(".tile")
                        .filter(new Locator.FilterOptions().setHasText("Open streams"))
                        .innerText()
                        .matches("(?s)Open streams\\s+[1-9].*"));
        assertThat(page.getByRole(AriaRole.IMG).count()).isEqualTo(6);
    }

    @Test
    void aKeyWithoutAScopeIsToldWhichItLacks() {
        ApiKey some = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .withScopes("deals:read");
        org.introduce(some);
        ConsolePage console = console().signIn(some.secret());

        console.page().getByRole(AriaRole.ALERT).getByText("org:read").waitFor();
        console.open("Operations");
        console.page()
                .getByRole(AriaRole.ALERT)
                .getByText("metrics:read")
                .first()
                .waitFor();
    }

    @Test
    void aPhoneHasRoomForIt() {
        fill();
        context.close();
        context = chromium.context(
                new Browser.NewContextOptions().setViewportSize(360, 740).setHasTouch(true));
        ConsolePage console = console().live(key());
        console.deal("Harbor Street Bakery").waitFor();

        for (String view : List.of("Board", "Inspector", "Operations")) {
            console.open(view);
            assertThat(console.page().evaluate("document.scrollingElement.scrollWidth"))
                    .as(view)
                    .isEqualTo(360);
            assertThat(console.page().evaluate("document.querySelector('main').scrollWidth"))
                    .as(view)
                    .isEqualTo(360);
        }
        console.open("Board");
        console.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Batches"))
                .click();
        console.page().locator(".batch").getByText("b-1").waitFor();
    }

    private String key() {
        return org.key().secret();
    }

    private ConsolePage console() {
        return console(service.uri("/"));
    }

    private ConsolePage console(URI home) {
        ConsolePage page = new ConsolePage(context, home);
        pages.add(page);
        return page;
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    /// Three deals and a batch, in all their colours.
    private void fill() {
        Deal first = org.deal(1);
        org.write(
                first.created("Harbor Street Bakery"),
                first.started(11),
                first.completed(11),
                first.started(12),
                first.failed(12),
                first.updated("ready"));
        org.write(org.deal(2).created("Redwood Auto Repair"), org.deal(2).progressed(21, 40));
        org.write(org.deal(3).created("Blue Heron Landscaping"), org.deal(3).started(31));
        org.write(org.batch("b-1").processed(1, "1/3"), org.batch("b-1").failed(2));
    }

    private static void openStream(ConsolePage console) {
        console.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Open").setExact(true))
                .click();
        console.page().locator(".frame[data-kind=open]").waitFor();
    }

    private static void awaitEvents(ConsolePage board, long count) {
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(board.events()).isEqualTo(count));
    }

    private static void tabTo(Page page, String text) {
        for (int i = 0; i < 40 && !focused(page).startsWith(text); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(focused(page)).startsWith(text);
    }

    private static void awaitFocus(Page page, String text) {
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(focused(page)).startsWith(text));
    }

    private static String focused(Page page) {
        return page.evaluate("document.activeElement.innerText?.trim().replace(/\\s+/g, ' ') ?? ''")
                .toString();
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Locator.WaitForOptions hidden() {
        return new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
    }
}
