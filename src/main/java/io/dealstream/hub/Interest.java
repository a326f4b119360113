package io.dealstream.hub;

import io.dealstream.event.Event;
import io.dealstream.event.StreamKey;
import java.util.function.Predicate;

/// What a reader wants to see of which stream.
///
/// @param stream the stream
/// @param filter which of its events; called often, must be cheap and free of side effects
/// @param lastWord whether a first visit to a complete stream gets the event that ended it before the end
public record Interest(StreamKey stream, Predicate<Event> filter, boolean lastWord) {

    /// Everything on a stream.
    public static Interest all(StreamKey stream) {
        return new Interest(stream, event -> true, true);
    }
}
