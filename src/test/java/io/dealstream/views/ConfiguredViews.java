package io.dealstream.views;

import io.dealstream.catalogue.Catalogue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/// Views as the service reads them at its start.
public final class ConfiguredViews {

    private static final Catalogue CATALOGUE = Catalogue.load();

    private ConfiguredViews() {}

    public static Views of(Map<String, String> properties) {
        return of(properties, Map.of());
    }

    static Views of(Map<String, String> properties, Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ViewSettings.class)
                .withDefaultValues(properties)
                .withSources(new EnvConfigSource(environment, 300))
                .withValidateUnknown(false)
                .build();
        ViewSettingsCheck.check(config);
        return new ViewReader(CATALOGUE, false).read(config.getConfigMapping(ViewSettings.class));
    }
}
