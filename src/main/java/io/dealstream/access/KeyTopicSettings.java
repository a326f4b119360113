package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The compacted topic of API keys (kafka.md, "API keys").
@ConfigMapping(prefix = "dealstream.key-topic")
public interface KeyTopicSettings {

    /// The topic's name. It need not exist.
    @WithDefault("api-keys")
    String name();

    /// How often the service checks whether the topic was made, made again or given more partitions. It is also
    /// the pause before another try after a failure.
    @WithDefault("500ms")
    Duration checkEvery();

    /// How many keys of the topic are kept, deleted ones included. Further keys are ignored.
    @WithDefault("100000")
    int maxKeys();
}
