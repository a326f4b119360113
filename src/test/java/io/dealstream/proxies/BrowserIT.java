package io.dealstream.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.dealstream.client.Tab;
import io.dealstream.testing.Chromium;
import io.dealstream.testing.Organisation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The browser client in a real browser, behind each proxy, also behind those that were told nothing or too much.
@Tag("proxies")
class BrowserIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DOCUMENT = "/client/dealstream.js";

    private static Chromium chromium;

    @TempDir
    Path folder;

    private Replicas replicas;
    private BrowserContext window;
    private Organisation org;

    @BeforeAll
    static void startBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stopBrowser() {
        chromium.close();
    }

    @BeforeEach
    void start() {
        replicas = Replicas.shared();
        org = replicas.organisation();
        window = chromium.context(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true));
    }

    @AfterEach
    void stop() {
        window.close();
    }

    @ParameterizedTest
    @EnumSource
    void hearsEverythingOnceAsRecommendedWithOneConnectionForManyStreamsWhereThatCanBe(Software software) {
        try (RunningProxy proxy = RunningProxy.recommended(
                software,
                folder.resolve("proxy"),
                replicas.port(),
                replicas.otherPort(),
                software.layout()::inProportion)) {
            Page page = hearsEverythingOnce(proxy);
            Object protocol = page.evaluate(
                    "performance.getEntriesByName(location.origin + '/client/lib/requests.js')[0].nextHopProtocol");

            assertThat(protocol).isEqualTo(software == Software.VARNISH ? "http/1.1" : "h2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hearsEverythingOnceBehindAProxyThatWasToldNothing(Software software) {
        try (RunningProxy proxy = RunningProxy.byDefault(software, folder.resolve("proxy"), replicas.port())) {
            hearsEverythingOnce(proxy);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hearsEverythingOnceBehindAProxyThatCompressesAllItCan(Software software) {
        try (RunningProxy proxy = RunningProxy.byDefault(
                software, folder.resolve("proxy"), replicas.port(), software.layout()::compressing)) {
            Tab tab = tab(window.newPage(), proxy);
            Awaitility.await("begun")
                    .pollInSameThread()
                    .atMost(LIMIT)
                    .until(() -> List.of("open", "polling").contains(tab.state()));
            boolean swallows = software == Software.VARNISH;
            int written = 0;
            do {
                write(written, written + 3);
                written += 3;
                awaitNumbers(tab, written);
            } while (written < (swallows ? 60 : 9) && !tab.state().equals("polling"));

            assertThat(tab.state()).isEqualTo(swallows ? "polling" : "open");
        }
    }

    private Page hearsEverythingOnce(RunningProxy proxy) {
        Page page = window.newPage();
        Tab tab = tab(page, proxy);
        Awaitility.await("open").pollInSameThread().atMost(LIMIT).until(tab::state, "open"::equals);
        write(0, 10);
        awaitNumbers(tab, 10);

        proxy.kill();
        write(10, 20);
        proxy.start();
        write(20, 30);

        awaitNumbers(tab, 30);
        Awaitility.await("open again").pollInSameThread().atMost(LIMIT).until(tab::state, "open"::equals);
        assertThat(tab.states()).doesNotContain("polling");
        return page;
    }

    private Tab tab(Page page, RunningProxy proxy) {
        Map<String, Object> options =
                Map.of("key", org.key().secret(), "heartbeat", 1_000, "backoff", Map.of("base", 200, "max", 1_000));
        return new Tab(page, proxy.uri("/"), DOCUMENT).follow(options, "deal", 7);
    }

    private void write(int from, int to) {
        IntStream.range(from, to).forEach(i -> org.write(org.deal(7).progressed(1, i)));
    }

    private static void awaitNumbers(Tab tab, int to) {
        List<Integer> expected = IntStream.range(0, to).boxed().toList();
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> tab.numbers("progress").size() >= to);
        assertThat(tab.numbers("progress")).isEqualTo(expected);
    }
}
