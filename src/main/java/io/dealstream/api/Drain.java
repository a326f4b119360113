package io.dealstream.api;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// SIGTERM: readiness is down already when this hears of it; streams are sent away, and polls answered, while the
/// server still serves.
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
