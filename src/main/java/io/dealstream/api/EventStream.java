package io.dealstream.api;

import io.dealstream.sse.Frame;

/// The entity of an answer that is an event stream, for [EventStreamWriter].
sealed interface EventStream {

    String contentType();

    /// A stream to follow.
    record Following(String contentType, StreamConnection connection) implements EventStream {}

    /// A stream of one frame: a refusal for a browser's EventSource, or the head of a stream for `HEAD`.
    record Final(String contentType, Frame frame) implements EventStream {}
}
