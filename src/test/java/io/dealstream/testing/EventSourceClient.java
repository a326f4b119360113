package io.dealstream.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Follows a stream by the rules of every browser's EventSource, and by no others. When a connection ends or
/// fails, it reconnects after the time of the last `retry:`, with the last id in `Last-Event-ID`. It stops for
/// ever at any status but 200 (so 204 tells it to stop) and at any content type but `text/event-stream`. It
/// does not notice silence, and it does not back off. Cheap enough to have hundreds.
///
/// Unlike a browser it follows no redirects.
public final class EventSourceClient implements AutoCloseable {

    /// What a page's listener would be given.
    ///
    /// @param type `message` where the stream names none
    /// @param lastEventId the id in force, its own or an earlier one
    public record Message(String type, String data, String lastEventId, Instant received) {}

    /// As in `EventSource.readyState`.
    public enum State {
        CONNECTING,
        OPEN,
        CLOSED
    }

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);

    private final URI uri;
    private final Map<String, String> headers;
    private final Consumer<Message> listener;
    private final List<Message> messages = new ArrayList<>();
    private final Monitor monitor = new Monitor();

    private State state = State.CONNECTING;
    private Duration reconnection = Duration.ofSeconds(3);
    private String lastEventId = "";
    private int opened;
    private int status;
    private @Nullable HttpStream connection;

    private EventSourceClient(URI uri, Map<String, String> headers, @Nullable Consumer<Message> listener) {
        this.uri = uri;
        this.headers = Map.copyOf(headers);
        this.listener = listener == null ? messages::add : listener;
    }

    /// Follows a stream and keeps all its messages.
    ///
    /// @param headers such as `X-API-Key` (which a browser could not send)
    public static EventSourceClient open(URI uri, Map<String, String> headers) {
        return new EventSourceClient(uri, headers, null).start();
    }

    /// Follows a stream and hands each message to `listener`, in order, on this client's thread; keeps none.
    public static EventSourceClient open(URI uri, Map<String, String> headers, Consumer<Message> listener) {
        return new EventSourceClient(uri, headers, listener).start();
    }

    public State state() {
        return monitor.read(() -> state);
    }

    /// All messages so far.
    public List<Message> messages() {
        return monitor.read(() -> List.copyOf(messages));
    }

    /// What it would send as `Last-Event-ID` now; empty if nothing.
    public String lastEventId() {
        return monitor.read(() -> lastEventId);
    }

    /// How many of its connections were answered with a stream.
    public int opened() {
        return monitor.read(() -> opened);
    }

    /// The status of the last answer; 0 before the first.
    public int status() {
        return monitor.read(() -> status);
    }

    /// The first message, of all so far and those to come, that is wanted.
    ///
    /// @throws AssertionError if there is none within thirty seconds
    public Message await(Predicate<Message> wanted) {
        return await(wanted, LIMIT);
    }

    /// As above, with another limit.
    public Message await(Predicate<Message> wanted, Duration limit) {
        return await(
                "no such message", limit, () -> messages.stream().filter(wanted).findFirst());
    }

    /// Waits for a state.
    ///
    /// @throws AssertionError if it has not come within `limit`
    public void awaitState(State wanted, Duration limit) {
        await("not " + wanted, limit, () -> Optional.of(state).filter(wanted::equals));
    }

    /// Gives up, as a page does that calls `close()`.
    @Override
    public void close() {
        monitor.change(() -> {
            state = State.CLOSED;
            if (connection != null) {
                connection.close();
            }
        });
    }

    private EventSourceClient start() {
        Thread.ofVirtual().name("event-source").start(this::run);
        return this;
    }

    private void run() {
        while (state() != State.CLOSED) {
            try (HttpStream response = HttpStream.get(uri, requestHeaders(), 0, RESPONSE_LIMIT)) {
                monitor.change(() -> answered(response));
                if (state() == State.OPEN) {
                    read(response.body());
                }
            } catch (IOException e) {
                // A network error is a reason to reconnect, as an end is.
            }
            monitor.change(this::disconnected);
            monitor.pause(monitor.read(() -> reconnection), () -> state == State.CLOSED);
        }
    }

    private Map<String, String> requestHeaders() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", "text/event-stream");
        all.put("Cache-Control", "no-store");
        if (!lastEventId().isEmpty()) {
            all.put("Last-Event-ID", lastEventId());
        }
        return all;
    }

    private void answered(HttpStream response) {
        status = response.status();
        String content = response.header("content-type").orElse("");
        if (status != 200 || !content.startsWith("text/event-stream")) {
            state = State.CLOSED;
        } else if (state != State.CLOSED) {
            state = State.OPEN;
            opened++;
            connection = response;
        }
    }

    private void disconnected() {
        connection = null;
        if (state == State.OPEN) {
            state = State.CONNECTING;
        }
    }

    private void read(InputStream body) throws IOException {
        EventStreamParser parser = new EventStreamParser(lastEventId(), new EventStreamParser.Found() {
            @Override
            public void message(Message message) {
                listener.accept(message);
            }

            @Override
            public void retry(long millis) {
                reconnection = Duration.ofMillis(millis);
            }

            @Override
            public void lastEventId(String id) {
                lastEventId = id;
            }
        });
        byte[] buffer = new byte[8 * 1024];
        for (int read = body.read(buffer); read >= 0 && state() == State.OPEN; read = body.read(buffer)) {
            int length = read;
            monitor.change(() -> parser.add(buffer, length));
        }
    }

    private <T> T await(String otherwise, Duration limit, Supplier<Optional<T>> question) {
        return monitor.await(
                question,
                limit,
                () -> "%s within %s, but %s, status %d, %d messages"
                        .formatted(otherwise, limit, state, status, messages.size()));
    }
}
