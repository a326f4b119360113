package io.dealstream.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How rejected records are set aside.
@ConfigMapping(prefix = "dealstream.dead-letters")
public interface DeadLetterSettings {

    /// The consumer group that all replicas share, in which Kafka names the one that keeps a partition's
    /// dead letters. Deployments that read the same topics for different clients need different groups.
    @WithDefault("dealstream-dead-letters")
    String group();

    /// How often the group's progress is committed while nothing is rejected. Together with a dead letter
    /// it is committed at once.
    @WithDefault("5s")
    Duration commitInterval();
}
