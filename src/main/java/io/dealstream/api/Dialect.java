package io.dealstream.api;

import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import io.dealstream.sse.Frame;
import org.jspecify.annotations.Nullable;

/// The form of the frames of one family of streams. The defaults are those of streams.md; a dialect overrides
/// what is different.
public interface Dialect {

    /// The usual time until a client reconnects, in ms.
    long RETRY_MILLIS = 3_000;

    /// The value of the header `Content-Type`.
    default String contentType() {
        return "text/event-stream";
    }

    /// The first frame, sent with the head.
    default Frame opening() {
        return Frame.retry(RETRY_MILLIS);
    }

    /// The frame of an event. Called once for all its readers.
    Frame event(Delivery.Message message);

    /// The frame with a newer id to resume from; null where the dialect has no ids.
    default @Nullable Frame bookmark(String id) {
        return Frame.id(id);
    }

    /// The frame that says that the past is lost; null where the dialect has no such frame.
    ///
    /// @param reason why it is lost
    /// @param snapshotUrl where the current state can be read, relative to the host; null where there is no
    ///     such place
    default @Nullable Frame reset(ResetReason reason, @Nullable String snapshotUrl) {
        String url = snapshotUrl == null ? "null" : '"' + snapshotUrl + '"';
        return Frame.event(null, "stream.reset", "{\"reason\":\"" + reason.code() + "\",\"snapshot_url\":" + url + "}");
    }

    /// The last frame.
    default Frame closing(EndOfStream reason) {
        return Frame.event(null, "stream.closed", "{\"reason\":\"" + reason.code() + "\"}");
    }

    /// The frame that tells a client when to reconnect after it is sent away; null where the dialect has no
    /// `retry:`.
    ///
    /// @param millis the time until the client reconnects, in ms
    default @Nullable Frame retry(long millis) {
        return Frame.retry(millis);
    }

    /// Whether a client that is sent away misses nothing when it comes back.
    default boolean resumes() {
        return true;
    }

    /// The frame that keeps a quiet stream open.
    default Frame heartbeat() {
        return Keepalive.FRAME;
    }

    /// The heartbeat that most dialects share.
    final class Keepalive {
        private static final Frame FRAME = Frame.comment(" keepalive");

        private Keepalive() {}
    }
}
