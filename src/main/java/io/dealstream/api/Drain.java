package io.dealstream.api;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// SIGTERM: readiness is down already when this hears of it; streams are sent away while the server still serves.
@Singleton
final class Drain {

    private final OpenStreams streams;
    private final StreamSettings settings;

    Drain(OpenStreams streams, StreamSettings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        streams.drain(settings.reconnectWindow().toMillis());
    }
}
