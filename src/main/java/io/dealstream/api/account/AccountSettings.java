package io.dealstream.api.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The stream of account events.
@ConfigMapping(prefix = "dealstream.account")
public interface AccountSettings {

    /// Whether clients can resume. If not, events have no ids and there is no poll.
    @WithDefault("true")
    boolean retention();

    /// How long a stream may be silent before it gets a heartbeat.
    @WithDefault("30s")
    Duration heartbeat();

    /// How many requests a user may make in a minute on one replica, streams and polls together.
    @WithDefault("300")
    int requestsPerMinute();
}
