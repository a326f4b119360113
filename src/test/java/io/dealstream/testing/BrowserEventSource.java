package io.dealstream.testing;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// The EventSource of a browser's tab.
final class BrowserEventSource implements Follower {

    private static final String OPEN = """
            ([url, types]) => {
              window.heard = []
              window.source = new EventSource(url)
              for (const type of types) {
                window.source.addEventListener(type, ({ type, data, lastEventId }) => {
                  // An error event without data is the browser's own.
                  if (data !== undefined) window.heard.push({ type, data, lastEventId })
                })
              }
            }
            """;

    private final Page tab;

    BrowserEventSource(Page tab, URI stream, List<String> types) {
        this.tab = tab;
        tab.evaluate(OPEN, List.of(stream.toString(), types));
    }

    @Override
    public List<Heard> heard() {
        List<?> heard = (List<?>) tab.evaluate("heard");
        return heard.stream()
                .map(Map.class::cast)
                .map(event -> new Heard(text(event, "type"), text(event, "data"), text(event, "lastEventId")))
                .toList();
    }

    @Override
    public boolean isOpen() {
        return (boolean) tab.evaluate("source.readyState === EventSource.OPEN");
    }

    @Override
    public boolean hasStopped() {
        return (boolean) tab.evaluate("source.readyState === EventSource.CLOSED");
    }

    @Override
    public void close() {
        tab.context().close();
    }

    private static String text(Map<?, ?> event, String name) {
        return String.valueOf(event.get(name));
    }
}
