package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.dealstream.deployment.IngressPaths;
import io.dealstream.testing.HaProxy;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The console, and with it the browser client, behind a real proxy that ends TLS and has the Ingress' list of paths:
/// module scripts, fonts and tickets come with an origin that the service has never heard of.
@QuarkusIntegrationTest
class BehindTlsProxyIT extends ConsoleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# says nothing of TLS",
                "http-request set-header X-Forwarded-Proto https",
                "http-request set-header Host inner.example:8080",
                "http-request set-header X-Forwarded-Host %[req.hdr(Host)]\n  http-request set-header Host inner.example",
                "http-request set-header Forwarded host=\"%[req.hdr(Host)]\"\n  http-request set-header Host inner.example",
                "http-request set-header Host 127.0.0.1"
            })
    void theBoardIsLive(String rule) {
        HaProxy proxy = opened(IngressPaths.before(service.port(), rule));
        window(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true).setViewportSize(1280, 800));

        ConsolePage board = console(proxy.uri("/")).live(key());
        fill();
        awaitFilled(board);

        assertThat(board.page().evaluate("document.fonts.ready.then(() => document.fonts.size >= 0)"))
                .isEqualTo(true);
        assertThat(board.requests()).anyMatch(url -> url.contains("ticket="));
    }
}
