package io.dealstream.commands;

import io.dealstream.decode.CatalogueSettings;
import io.dealstream.kafka.TopicSettings;
import io.dealstream.ledger.LedgerSettings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/// The settings of the service that matter to commands, from the same environment.
record ServiceSettings(TopicSettings topics, CatalogueSettings catalogue, LedgerSettings ledger) {

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
}
