package io.dealstream.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How events are read from Kafka.
@ConfigMapping(prefix = "dealstream.intake")
public interface IntakeSettings {

    /// How far back reading begins at start. Events that are older than `dealstream.hub.journal-age` are read
    /// only for the state of deals, batches and cases.
    @WithDefault("24h")
    Duration warmUp();

    /// How many of the latest records are read at start before the replica is ready. The rest of the warm-up is
    /// read afterwards. Never more than `dealstream.hub.journal-age` of them, and never less than
    /// `dealstream.hub.slack` and some more.
    @WithDefault("250000")
    long firstRecords();

    /// How often Kafka is asked for topics and partitions that are new, gone or made again.
    @WithDefault("5s")
    Duration discoveryInterval();

    /// How many of the latest events are remembered, to tell a producer's retry from a new event. Each takes
    /// some 50 bytes.
    @WithDefault("1000000")
    int rememberedIds();
}
