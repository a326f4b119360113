package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How many streams may be open at once, and how many long pasts may be told.
@ConfigMapping(prefix = "dealstream.quota")
public interface QuotaSettings {

    /// Streams and waiting polls of one caller on all replicas, where the API key does not say otherwise
    /// (`max_streams`).
    @WithDefault("100")
    int perCaller();

    /// Streams and waiting polls on all replicas of one `user` that a caller's rights name, such as a portal's. They
    /// count as the caller's, too.
    @WithDefault("20")
    int perUser();

    /// Streams and waiting polls of all callers on one replica.
    @WithDefault("20000")
    int perReplica();

    /// How many long pasts one caller may be told at once on one replica, as streams and polls together.
    @WithDefault("16")
    int longPasts();

    /// How long ago a past begins that is a long one, where memory does not hold it.
    @WithDefault("1h")
    Duration longPast();
}
