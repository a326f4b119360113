package io.dealstream.stalls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// When documents have stalled (cluster.md, "Work that stands still").
@ConfigMapping(prefix = "dealstream.stalls")
public interface StallSettings {

    /// How long a pending document may be without an event before it has stalled, for example `10m`. Unset: no
    /// document is watched, and no stall is written.
    Optional<Duration> after();

    /// The same for documents at one stage, by the stage's name.
    Map<String, Duration> stages();

    /// The consumer group that all replicas share. By it, Kafka decides which replica writes the stalls of a
    /// partition.
    @WithDefault("dealstream-stalls")
    String group();

    /// How many pending documents are watched, at some 300 bytes each. Beyond that, the one that was silent
    /// longest is given up until its next event.
    @WithDefault("200000")
    int documents();
}
