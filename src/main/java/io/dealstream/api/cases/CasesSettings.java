package io.dealstream.api.cases;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The streams of cases.
@ConfigMapping(prefix = "dealstream.cases")
public interface CasesSettings {

    /// How long a stream may be silent before it gets a `heartbeat`.
    @WithDefault("15s")
    Duration heartbeat();

    /// How many streams and waiting polls one caller may have open at once on one replica, whatever else the key
    /// allows.
    @WithDefault("10")
    int streamsPerCaller();

    /// How many polls one caller may make in an hour on one replica. Polls that were not used may be made at
    /// once.
    @WithDefault("600")
    int pollsPerHour();
}
