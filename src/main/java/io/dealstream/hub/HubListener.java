package io.dealstream.hub;

import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import java.util.function.Supplier;

/// Hears what the hub does, for metrics. Called on hot paths: implementations only count.
public interface HubListener {

    /// Does nothing.
    HubListener NONE = new HubListener() {};

    /// An event was taken in.
    default void published(EventType type) {}

    /// A subscription to a stream of this kind of subject began.
    default void opened(String kind) {}

    /// A subscription is over because its reader went away.
    default void left(String kind) {}

    /// A subscription was ended.
    default void ended(String kind, EndOfStream reason) {}

    /// An event was handed to that many readers at once.
    default void delivered(String kind, int readers) {}

    /// An event is with the readers of one lane, about to be written to their sockets.
    default void handedOver(String kind, Event event) {}

    /// An event is with all of its live readers, about to be written to their sockets.
    ///
    /// @param readers how many they were when it was sent on its way
    /// @param nanos how long that took
    default void reachedAll(String kind, Event event, int readers, long nanos) {}

    /// A reader was told that its past is lost.
    default void reset(String kind, ResetReason reason) {}

    /// What a reader says it has seen did not come in the time that it may take, so its id is unknown.
    ///
    /// @param what was missed, for the log
    default void neverCame(String kind, Supplier<String> what) {}

    /// The journal gave up the oldest events.
    default void evicted(int events, long bytes) {}

    /// Whose stream was forgotten before its time.
    enum Share {
        /// The tenant has more of the memory than its share.
        ABOVE,
        /// The tenant has less: there are too many tenants for the memory.
        WITHIN
    }

    /// A quiet stream was forgotten before its time, for want of memory. Whoever asks for it has it read again.
    default void forgotten(String kind, Share share) {}

    /// Something threw that must not. The damage is limited: a reader's stream was ended, or an event is read
    /// again from Kafka.
    ///
    /// @param part what failed, one of few: for a metric's tag and for the log
    default void failed(String part, Throwable failure) {}
}
