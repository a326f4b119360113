package io.dealstream.api.updates;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// The stream of file updates.
@ConfigMapping(prefix = "dealstream.updates")
public interface UpdatesSettings {

    /// The tenant whose updates are shown to clients without a credential. Unset: a credential with
    /// `files:read` is needed.
    Optional<String> workspace();

    /// How long a stream may be silent before it gets a keepalive.
    @WithDefault("15s")
    Duration keepalive();
}
