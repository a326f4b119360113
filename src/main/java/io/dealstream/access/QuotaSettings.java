package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How many streams may be open at once.
@ConfigMapping(prefix = "dealstream.quota")
public interface QuotaSettings {

    /// Streams of one caller on one replica, where the API key does not say otherwise (`max_streams`).
    @WithDefault("100")
    int perCaller();

    /// Streams of all callers on one replica.
    @WithDefault("20000")
    int perReplica();
}
