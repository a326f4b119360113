package io.dealstream.api.deals;

import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// What the tests of these streams look for in frames.
final class Frames {

    static final String CLOSED = "stream.closed";
    static final String RESET = "stream.reset";

    private Frames() {}

    /// The frame that ends a stream.
    static String closing(String reason) {
        return "event: stream.closed\ndata: {\"reason\":\"" + reason + "\"}\n\n";
    }

    /// The frame that tells of a lost past.
    static String reset(String reason, String snapshotUrl) {
        return "event: stream.reset\ndata: {\"reason\":\"" + reason + "\",\"snapshot_url\":" + snapshotUrl + "}\n\n";
    }

    /// Events that came from the pipeline, not from the service.
    static Predicate<SseFrame> fromPipeline() {
        return frame -> frame.isEvent() && !frame.is(CLOSED) && !frame.is(RESET);
    }

    static List<SseFrame> pipeline(SseClient client) {
        return client.frames().stream().filter(fromPipeline()).toList();
    }

    /// All frames of a stream that has come to its proper end, but for heartbeats and bare ids.
    static List<SseFrame> untilTheEnd(SseClient client) {
        SseClient.End end = client.awaitEnd(Duration.ofSeconds(15));
        if (end != SseClient.End.COMPLETE) {
            throw new AssertionError("ended " + end + ":\n" + client.text());
        }
        return client.events();
    }

    /// Types and, where there is one, the documents that they concern, such as `processing.started 1`.
    static String summary(SseFrame frame) {
        String data = frame.payload().orElse("");
        String document = data.replaceFirst(".*\"(?:statement|document)_id\":\\s*(\\d+).*", "$1");
        return frame.event() + (document.equals(data) ? "" : " " + document);
    }

    /// Waits until so many more frames of a kind have come.
    ///
    /// @return the last of them
    static SseFrame awaitMore(SseClient client, Predicate<SseFrame> kind, int more) {
        List<SseFrame> before = client.frames().stream().filter(kind).toList();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> client.frames().stream()
                                .filter(kind)
                                .skip(before.size() + more - 1L)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    static boolean isBareId(SseFrame frame) {
        return frame.raw().equals("id: " + frame.id() + "\n\n");
    }

    static boolean isHeartbeat(SseFrame frame) {
        return frame.raw().equals(": keepalive\n\n");
    }
}
