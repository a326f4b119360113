package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The compacted topic that API keys are read from.
@ConfigMapping(prefix = "dealstream.key-topic")
public interface KeyTopicSettings {

    /// The topic's name. It need not exist.
    @WithDefault("api-keys")
    String name();

    /// How often to look whether the topic was made, made anew, or given more partitions; also the pause before
    /// another try when Kafka refused.
    @WithDefault("500ms")
    Duration checkEvery();

    /// How many keys of the topic are kept, deleted ones included. Records of further keys are skipped.
    @WithDefault("100000")
    int maxKeys();
}
