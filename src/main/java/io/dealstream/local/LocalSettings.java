package io.dealstream.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// The local run (`quarkus:dev`). No effect elsewhere.
@ConfigMapping(prefix = "dealstream.local")
interface LocalSettings {

    /// The API key that is made for the local run.
    @WithDefault("demo-key")
    String demoKey();

    /// The tenant that the sample pipeline writes for.
    @WithDefault("demo")
    String tenant();

    /// The embedded broker.
    Broker broker();

    /// The sample pipeline.
    Pipeline pipeline();

    /// The embedded broker: started unless `kafka.bootstrap.servers` is given.
    interface Broker {

        /// The port that it listens on, on 127.0.0.1. If it is in use, another one is taken.
        @WithDefault("9392")
        int port();

        /// How many partitions each event topic has.
        @WithDefault("4")
        int partitions();
    }

    /// The sample pipeline: writes deals, batches and the rest to Kafka.
    interface Pipeline {

        /// Whether it runs. By default it runs on the embedded broker only, never on one that was given.
        Optional<Boolean> enabled();

        /// How many deals it works on at once, at least 1.
        @WithDefault("6")
        int deals();

        /// How many events it writes per second.
        @WithDefault("8")
        double eventsPerSecond();
    }
}
