package io.dealstream.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The life of streams.
@ConfigMapping(prefix = "dealstream.streams")
public interface StreamSettings {

    /// How long a stream may be silent before it gets a heartbeat.
    @WithDefault("15s")
    Duration heartbeat();

    /// How long a deal's stream may be without an event before it is closed as idle.
    @WithDefault("10m")
    Duration idle();

    /// How long a stream may be open before it is closed as too old. Its client reconnects and resumes.
    @WithDefault("24h")
    Duration maxAge();

    /// How often a quiet stream is given an id to resume from.
    @WithDefault("60s")
    Duration bookmark();

    /// How long a client may leave its socket full before its connection is closed.
    @WithDefault("30s")
    Duration writeDeadline();

    /// The time over which clients are told to come back after a shutdown.
    @WithDefault("10s")
    Duration reconnectWindow();
}
