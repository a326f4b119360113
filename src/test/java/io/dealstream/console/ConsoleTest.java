package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.dealstream.testing.Chromium;
import io.dealstream.testing.Deal;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.quarkus.test.common.WithTestResource;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/// The console of the packaged service in Chromium. After each test the page must have met no error, broken no policy,
/// asked nobody else, and put its key into no address.
@WithTestResource(EmbeddedKafka.class)
@Tag("clients")
abstract class ConsoleTest {

    static final Duration LIMIT = Duration.ofSeconds(40);

    static Chromium chromium;

    @InjectKafka
    EmbeddedKafka kafka;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<ConsolePage> pages = new ArrayList<>();
    Service service;
    Records records;
    Organisation org;
    BrowserContext context;

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

    String key() {
        return org.key().secret();
    }

    ConsolePage console() {
        return console(service.uri("/"));
    }

    ConsolePage console(URI home) {
        ConsolePage page = new ConsolePage(context, home);
        pages.add(page);
        return page;
    }

    <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    /// Three deals and a batch, in all their colours.
    void fill() {
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

    /// Waits until the board shows all that [#fill] wrote.
    static void awaitFilled(ConsolePage board) {
        awaitEvents(board, 12);
        board.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("All 3"))
                .waitFor();
        board.page().locator(".row").nth(2).waitFor();
    }

    static void openStream(ConsolePage console) {
        console.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Open").setExact(true))
                .click();
        console.page().locator(".frame[data-kind=open]").waitFor();
    }

    static void awaitEvents(ConsolePage board, long count) {
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(board.events()).isEqualTo(count));
    }

    static Locator.WaitForOptions hidden() {
        return new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
    }

    /// The same organisation in another window.
    void window(Browser.NewContextOptions options) {
        context.close();
        context = chromium.context(options);
    }
}
