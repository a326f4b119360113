package io.dealstream.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A tab with the console in it, which remembers all that it asked for and all that went wrong.
final class ConsolePage {

    private static final double LIMIT_MILLIS = 30_000;
    /// Before anything else of the page runs.
    private static final String WATCH = """
            window.broken = [];
            addEventListener('securitypolicyviolation',
                event => broken.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile));
            """;

    private final Page page;
    private final URI home;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    ConsolePage(BrowserContext context, URI home) {
        this.page = context.newPage();
        this.home = home;
        page.setDefaultTimeout(LIMIT_MILLIS);
        page.addInitScript(WATCH);
        page.onRequest(request -> requests.add(request.url()));
        page.onPageError(faults::add);
        page.navigate(home.toString());
    }

    Page page() {
        return page;
    }

    /// Signs in as a user would: pastes the key and presses Enter.
    ConsolePage signIn(String key) {
        page.getByLabel("API key").fill(key);
        page.getByLabel("API key").press("Enter");
        page.getByRole(AriaRole.NAVIGATION).waitFor();
        return this;
    }

    /// Signs in and waits until the board hears the organisation's stream.
    ConsolePage live(String key) {
        signIn(key);
        awaitConnection("Live");
        return this;
    }

    void awaitConnection(String text) {
        page.locator(".header .pill")
                .filter(new Locator.FilterOptions().setHasText(text))
                .waitFor();
    }

    ConsolePage open(String view) {
        page.getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(view))
                .click();
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(view).setExact(true).setLevel(1))
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
        return this;
    }

    /// The row of a deal, by its name or its number.
    Locator deal(String text) {
        return page.locator(".row")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }

    /// How many events the board has taken in, each counted as often as it came.
    long events() {
        String events = page.locator("main").getAttribute("data-events");
        return events == null ? 0 : Long.parseLong(events);
    }

    /// What the page asked for so far.
    List<String> requests() {
        return requests;
    }

    /// Everything that must never happen: errors, breaches of the policy, requests to elsewhere, secrets in
    /// addresses.
    @SuppressWarnings("unchecked")
    List<String> faults(String secret) {
        List<String> found = new ArrayList<>(faults);
        ((List<String>) page.evaluate("window.broken")).forEach(violation -> found.add("policy: " + violation));
        requests.stream()
                .filter(url -> !url.startsWith(home.resolve("/").toString()))
                .forEach(url -> found.add("elsewhere: " + url));
        requests.stream().filter(url -> url.contains(secret)).forEach(url -> found.add("secret: " + url));
        if (page.url().contains(secret)) {
            found.add("secret in the address bar");
        }
        return found;
    }
}
