package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of open streams, and of long pasts that are told at once (streams.md, "Limits").
@ConfigMapping(prefix = "dealstream.quota")
public interface QuotaSettings {

    /// The most streams and waiting polls of one caller on all replicas, where the API key has no `max_streams`.
    @WithDefault("100")
    int perCaller();

    /// The most streams and waiting polls, on all replicas, of one `user` in a caller's rights, such as a user
    /// of a portal. They count as the caller's, too.
    @WithDefault("20")
    int perUser();

    /// The most streams and waiting polls of all callers on one replica.
    @WithDefault("20000")
    int perReplica();

    /// How many long pasts one caller may be told at once on one replica, as streams and polls together.
    @WithDefault("16")
    int longPasts();

    /// A past that memory does not hold is long if it begins longer ago than this.
    @WithDefault("1h")
    Duration longPast();
}
