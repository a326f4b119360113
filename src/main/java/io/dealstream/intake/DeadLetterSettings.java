package io.dealstream.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How dead letters are written.
@ConfigMapping(prefix = "dealstream.dead-letters")
public interface DeadLetterSettings {

    /// The consumer group that all replicas share. By it, Kafka decides which replica writes the dead letters
    /// of a partition. Deployments that read the same topics for different clients need different groups.
    @WithDefault("dealstream-dead-letters")
    String group();

    /// How often the group's progress is committed while nothing is rejected. With a dead letter, it is
    /// committed at once.
    @WithDefault("5s")
    Duration commitInterval();
}
