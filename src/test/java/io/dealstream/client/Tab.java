package io.dealstream.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/// A tab of a browser in which a page follows one stream with the browser client, and writes down what it hears.
public final class Tab {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Any document of the origin: what counts is where it comes from.
    private static final String DOCUMENT = "/q/health/live";

    private static final String FOLLOW = """
            async ([options, kind, ...parameters]) => {
              const { Dealstream } = await import('/client/dealstream.js')
              window.told = { events: [], snapshots: [], resets: [], states: [], errors: [], ends: [] }
              window.stream = new Dealstream(options)[kind](...parameters)
              stream.on('event', (event) => told.events.push(event))
              stream.on('snapshot', (snapshot) => told.snapshots.push(snapshot))
              stream.on('reset', (reset) => told.resets.push(reset.reason))
              stream.on('state', (state) => told.states.push(state))
              stream.on('error', ({ status, code, final }) => told.errors.push(`${status} ${code} ${final}`))
              stream.on('end', (reason) => told.ends.push(reason))
            }
            """;

    private final Page page;

    /// Opens the origin's document in a tab.
    Tab(Page page, URI origin) {
        this(page, origin, DOCUMENT);
    }

    /// Opens a document in a tab.
    public Tab(Page page, URI origin, String document) {
        this.page = page;
        page.navigate(origin.resolve(document).toString());
    }

    /// Follows a stream.
    ///
    /// @param options of the client, with its credential
    /// @param kind a method of `Dealstream`: `deal`, `organisation`, ...
    public Tab follow(Map<String, Object> options, String kind, Object... parameters) {
        List<Object> arguments = new ArrayList<>(List.of(options, kind));
        arguments.addAll(List.of(parameters));
        page.evaluate(FOLLOW, arguments);
        return this;
    }

    /// The data of all events so far.
    List<JsonNode> events() {
        return list("told.events.map(event => event.data)");
    }

    /// One field of each event's data, where the event has it.
    public List<Integer> numbers(String field) {
        return events().stream()
                .filter(data -> data.has(field))
                .map(data -> data.get(field).asInt())
                .toList();
    }

    List<String> types() {
        return texts("told.events.map(event => event.type)");
    }

    List<JsonNode> snapshots() {
        return list("told.snapshots");
    }

    List<String> resets() {
        return texts("told.resets");
    }

    public List<String> states() {
        return texts("told.states");
    }

    public String state() {
        return texts("[stream.state]").getFirst();
    }

    /// Status, code, and whether it was final.
    public List<String> errors() {
        return texts("told.errors");
    }

    List<String> ends() {
        return texts("told.ends");
    }

    String lastEventId() {
        return texts("[stream.lastEventId ?? '']").getFirst();
    }

    /// Makes the page believe that it is hidden, or seen again.
    void hide(boolean hidden) {
        page.evaluate("""
                state => {
                  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
                  document.dispatchEvent(new Event('visibilitychange'))
                }
                """, hidden ? "hidden" : "visible");
    }

    /// Keeps the page so busy that it hears nothing.
    void hang(Duration time) {
        page.evaluate(
                "millis => void setTimeout(() => { const end = Date.now() + millis; while (Date.now() < end); })",
                (int) time.toMillis());
    }

    /// Kills the process that draws the tab.
    void crash() {
        AtomicBoolean crashed = new AtomicBoolean();
        page.onCrash(gone -> crashed.set(true));
        try {
            page.navigate("chrome://crash", new Page.NavigateOptions().setTimeout(5_000));
        } catch (PlaywrightException killed) {
            // As it was told to.
        }
        Awaitility.await("crash").pollInSameThread().until(() -> {
            // what has happened is told while something is asked
            page.context().cookies();
            return crashed.get();
        });
    }

    void close() {
        page.close();
    }

    private List<String> texts(String expression) {
        return list(expression).stream().map(JsonNode::asText).toList();
    }

    private List<JsonNode> list(String expression) {
        try {
            String json = (String) page.evaluate("JSON.stringify(" + expression + ")");
            return StreamSupport.stream(JSON.readTree(json).spliterator(), false)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
