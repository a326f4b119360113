package io.dealstream.commands;

import io.dealstream.decode.CatalogueSettings;
import io.dealstream.kafka.TopicSettings;
import io.dealstream.ledger.LedgerSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The settings of the service that matter to commands, from the same environment.
record ServiceSettings(TopicSettings topics, CatalogueSettings catalogue, LedgerSettings ledger) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    static ServiceSettings of(Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(environment, EnvConfigSource.ORDINAL))
                .withMapping(TopicSettings.class)
                .withMapping(CatalogueSettings.class)
                .withMapping(LedgerSettings.class)
                .build();
        return new ServiceSettings(
                config.getConfigMapping(TopicSettings.class),
                config.getConfigMapping(CatalogueSettings.class),
                config.getConfigMapping(LedgerSettings.class));
    }

    /// Reads a duration as the service's settings take it; empty for what is none, or not a positive one.
    static Optional<Duration> duration(String text) {
        try {
            return Optional.of(DurationConverter.parseDuration(text))
                    .filter(duration -> duration.isPositive() && duration.compareTo(LONGEST) < 0);
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
