package io.dealstream.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long a connection may be open without a request. Requests that are being answered, above all streams,
/// are never cut off by this.
@ConfigMapping(prefix = "dealstream.connections")
public interface ConnectionSettings {

    /// How long a new connection may take until its first request is complete, including the TLS handshake.
    @WithDefault("15s")
    Duration firstRequest();

    /// How long a connection may take from the end of an answer until the next request is complete. It should
    /// be longer than load balancers keep unused connections (often 60 s).
    @WithDefault("75s")
    Duration keepAlive();
}
