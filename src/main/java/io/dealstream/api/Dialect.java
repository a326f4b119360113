package io.dealstream.api;

import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import io.dealstream.sse.Frame;
import org.jspecify.annotations.Nullable;

/// How the frames of one family of streams look. The defaults are those of streams.md; a dialect says where it
/// differs.
public interface Dialect {

    /// What to wait before a reconnect, in ms, unless told otherwise.
    long RETRY_MILLIS = 3_000;

    /// The value of `Content-Type`.
    default String contentType() {
        return "text/event-stream";
    }

    /// The first frame, sent with the head.
    default Frame opening() {
        return Frame.retry(RETRY_MILLIS);
    }

    /// An event. Called once for all its readers.
    Frame event(Delivery.Message message);

    /// A cheaper place to resume from; null where the dialect has no ids.
    default @Nullable Frame bookmark(String id) {
        return Frame.id(id);
    }

    /// What the reader asked for cannot be had; null where the dialect cannot say so.
    ///
    /// @param snapshotUrl where the current state can be read, relative to the host; null where there is no such
    ///     place
    default @Nullable Frame reset(ResetReason reason, @Nullable String snapshotUrl) {
        String url = snapshotUrl == null ? "null" : '"' + snapshotUrl + '"';
        return Frame.event(null, "stream.reset", "{\"reason\":\"" + reason.code() + "\",\"snapshot_url\":" + url + "}");
    }

    /// The last frame.
    default Frame closing(EndOfStream reason) {
        return Frame.event(null, "stream.closed", "{\"reason\":\"" + reason.code() + "\"}");
    }

    /// The frame that puts off a reconnect of a client that is sent away; null where the dialect has no `retry:`.
    default @Nullable Frame retry(long millis) {
        return Frame.retry(millis);
    }

    /// Whether a client that is sent away misses nothing when it comes back.
    default boolean resumes() {
        return true;
    }

    /// What keeps a quiet stream awake.
    default Frame heartbeat() {
        return Keepalive.FRAME;
    }

    /// The heartbeat that most dialects share.
    final class Keepalive {
        private static final Frame FRAME = Frame.comment(" keepalive");

        private Keepalive() {}
    }
}
