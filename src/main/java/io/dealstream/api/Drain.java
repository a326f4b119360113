package io.dealstream.api;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Drains the replica after SIGTERM. Readiness is down by then. Streams are sent away and polls are answered
/// while the server still serves.
@Singleton
final class Drain {

    private final OpenStreams streams;
    private final OpenPolls polls;
    private final StreamSettings settings;

    Drain(OpenStreams streams, OpenPolls polls, StreamSettings settings) {
        this.streams = streams;
        this.polls = polls;
        this.settings = settings;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        streams.drain(settings.reconnectWindow().toMillis());
        polls.drain();
    }
}
