package io.dealstream.history;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How Kafka is read again for clients that have been away for longer than the journal reaches.
@ConfigMapping(prefix = "dealstream.history")
public interface HistorySettings {

    /// How many passes over the topics may run at once. One pass serves all clients that wait when it begins.
    @WithDefault("1")
    int readers();

    /// How many bytes of its past may wait in memory for one client that reads slowly; the rest is read in a
    /// later pass.
    @WithDefault("8M")
    MemorySize buffer();

    /// How many bytes of pasts may wait in memory for all clients together.
    @WithDefault("256M")
    MemorySize memory();

    /// How long the connections to Kafka are kept after the last pass.
    @WithDefault("30s")
    Duration idle();

    /// How long Kafka surely keeps every record of the event topics: their shortest retention, if retention
    /// goes by time alone and nobody deletes records by hand. Where a quiet partition has lost its oldest
    /// records, this tells that a client has missed none of them. Without it, such a client may be told
    /// `expired` although it missed nothing.
    @WithDefault("0s")
    Duration keptFor();
}
