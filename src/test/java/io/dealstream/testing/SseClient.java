package io.dealstream.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads one event stream over one connection and checks every byte: if anything is not exactly in the
/// contract's form, the test fails at its next question. Keeps everything it got. Never reconnects;
/// [EventSourceClient] does.
public final class SseClient implements AutoCloseable {

    /// How a stream came to its end.
    public enum End {
        /// The server said that it was complete.
        COMPLETE,
        /// The connection broke off.
        CUT,
        /// This side closed it.
        CLOSED
    }

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration FOREVER = Duration.ofDays(1);

    private final HttpStream response;
    private final Monitor monitor = new Monitor();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final SseFrames frames = new SseFrames();
    private boolean paused;
    private @Nullable End end;
    private @Nullable AssertionError violation;

    private SseClient(HttpStream response) {
        this.response = response;
    }

    /// Asks for a stream and waits for the answer's head, whatever its status.
    public static SseClient open(URI uri) {
        return open(uri, Map.of());
    }

    /// As above, with headers.
    ///
    /// @param headers on top of `Accept: text/event-stream`, or in place of it
    public static SseClient open(URI uri, Map<String, String> headers) {
        return open(uri, headers, 0);
    }

    /// As above, for a reader that is to be slow.
    ///
    /// @param receiveBuffer bytes that the system may hold for this reader while it is paused; 0 for the system's
    /// default
    public static SseClient open(URI uri, Map<String, String> headers, int receiveBuffer) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Accept", "text/event-stream"));
        all.putAll(headers);
        try {
            SseClient client = new SseClient(HttpStream.get(uri, all, receiveBuffer, LIMIT));
            Thread.ofVirtual().name("sse-client").start(client::read);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(uri.getRawPath() + " was not answered", e);
        }
    }

    public int status() {
        return response.status();
    }

    /// A header's values, joined with ", ".
    public Optional<String> header(String name) {
        return response.header(name);
    }

    /// The body so far, byte for byte.
    public byte[] raw() {
        return monitor.read(raw::toByteArray);
    }

    /// The body so far, as text.
    public String text() {
        return new String(raw(), StandardCharsets.UTF_8);
    }

    /// All frames so far.
    public List<SseFrame> frames() {
        return monitor.read(() -> List.copyOf(strictly(frames.complete())));
    }

    /// The frames so far that a browser would fire an event for.
    public List<SseFrame> events() {
        return frames().stream().filter(SseFrame::isEvent).toList();
    }

    /// The first frame, of all so far and those to come, that is wanted.
    ///
    /// @throws AssertionError if there is none within thirty seconds, or the stream ends without one
    public SseFrame await(Predicate<SseFrame> wanted) {
        return await(wanted, LIMIT);
    }

    /// As above, with another limit.
    public SseFrame await(Predicate<SseFrame> wanted, Duration limit) {
        return await(
                "no such frame",
                limit,
                () -> frames.complete().stream().filter(wanted).findFirst());
    }

    /// The first `count` events, as soon as there are so many; within thirty seconds.
    public List<SseFrame> awaitEvents(int count) {
        return await(
                "not " + count + " events",
                LIMIT,
                () -> Optional.of(frames.complete().stream()
                                .filter(SseFrame::isEvent)
                                .limit(count)
                                .toList())
                        .filter(events -> events.size() == count));
    }

    /// How the stream ended, as soon as it has.
    public End awaitEnd(Duration limit) {
        return await("no end", limit, () -> Optional.ofNullable(end));
    }

    /// Stops reading, as a client does that is too slow, until [#resume()].
    public void pause() {
        monitor.change(() -> paused = true);
    }

    public void resume() {
        monitor.change(() -> paused = false);
    }

    @Override
    public void close() {
        ended(End.CLOSED);
        response.close();
    }

    private void read() {
        byte[] buffer = new byte[16 * 1024];
        try (InputStream body = response.body()) {
            for (int length = 0; length >= 0; length = body.read(buffer)) {
                received(buffer, length);
                monitor.pause(FOREVER, () -> !paused || end != null);
            }
            ended(End.COMPLETE);
        } catch (IOException e) {
            ended(End.CUT);
        } catch (AssertionError e) {
            monitor.change(() -> violation = e);
            ended(End.CLOSED);
        } finally {
            response.close();
        }
    }

    private void received(byte[] buffer, int length) {
        Instant now = Instant.now();
        monitor.change(() -> {
            raw.write(buffer, 0, length);
            if (header("content-type").orElse("").startsWith("text/event-stream")) {
                frames.add(buffer, length, now);
            }
        });
    }

    private void ended(End how) {
        monitor.change(() -> {
            if (end == null) {
                end = how;
                if (how == End.COMPLETE && frames.isInside()) {
                    violation = new AssertionError("complete in the middle of a frame");
                }
            }
        });
    }

    private <T> T await(String otherwise, Duration limit, Supplier<Optional<T>> question) {
        monitor.pause(
                limit, () -> violation != null || end != null || question.get().isPresent());
        return monitor.read(() -> strictly(question.get())
                .orElseThrow(() -> new AssertionError(otherwise
                        + (end == null ? " within " + limit : " before the end, " + end) + ", in:\n" + text())));
    }

    private <T> T strictly(T answer) {
        if (violation != null) {
            throw new AssertionError(violation.getMessage() + "\nin:\n" + text(), violation);
        }
        return answer;
    }
}
