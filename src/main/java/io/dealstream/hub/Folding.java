package io.dealstream.hub;

import io.dealstream.event.CursorTrack;
import io.dealstream.event.Position;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;

/// The state of one stream while its past is read again. Not thread-safe.
final class Folding {

    private final Subject subject;
    private final StreamState state;
    private final CursorTrack past = new CursorTrack();
    private long firstAt = Long.MAX_VALUE;
    private long lastAt = Long.MIN_VALUE;

    /// @param state nothing has been applied to it
    Folding(Subject subject, StreamState state) {
        this.subject = subject;
        this.state = state;
    }

    /// An event comes from what memory does not hold.
    ///
    /// @param now epoch ms: it counts as no younger than this
    void recalled(Position at, long now) {
        past.seen(at);
        firstAt = Math.min(firstAt, at.watermark());
        lastAt = Math.max(lastAt, Math.min(at.watermark(), now));
    }

    Subject subject() {
        return subject;
    }

    StreamState state() {
        return state;
    }

    /// Where the stream was seen in what memory does not hold.
    CursorTrack past() {
        return past;
    }

    /// The least watermark there, epoch ms.
    long firstAt() {
        return firstAt;
    }

    /// The greatest watermark there, epoch ms.
    long lastAt() {
        return lastAt;
    }
}
