package io.dealstream.stalls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// When work stands still (cluster.md).
@ConfigMapping(prefix = "dealstream.stalls")
public interface StallSettings {

    /// After how long without an event a pending document has stalled, for example `10m`. Unset: nothing is
    /// looked after and nothing written.
    Optional<Duration> after();

    /// The same for documents that are at one stage, by its name.
    Map<String, Duration> stages();

    /// The consumer group that all replicas share, in which Kafka names the one that tells of a partition's stalls.
    @WithDefault("dealstream-stalls")
    String group();

    /// How many pending documents are looked after, at some 300 bytes each. Past it the one that was silent for
    /// longest is given up until its next event.
    @WithDefault("200000")
    int documents();
}
