package io.dealstream.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real browser without a window: the machine's Chromium, driven by Playwright with the machine's Node.js. It
/// and all objects that it makes belong to one thread.
public final class Chromium implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    /// Starts it; takes a second or two.
    public Chromium() {
        this.playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH", Program.find("node"), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(Program.find("chromium", "chromium-browser", "google-chrome")))
                        .setArgs(QUIET));
    }

    /// A user's window of its own: size, colours, permissions.
    public BrowserContext context(Browser.NewContextOptions options) {
        return browser.newContext(options);
    }

    /// A tab with nothing in it that shares no cookie, cache or storage with any other.
    public Page page() {
        return browser.newContext().newPage();
    }

    /// Opens the browser's own EventSource.
    ///
    /// @param page the document that it is opened from: any address of an origin that may read the stream
    /// @param types the events to listen for
    public Follower follow(URI page, URI stream, List<String> types) {
        Page tab = page();
        tab.navigate(page.toString());
        return new BrowserEventSource(tab, stream, types);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
