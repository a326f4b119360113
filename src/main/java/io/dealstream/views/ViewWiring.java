package io.dealstream.views;

import io.dealstream.catalogue.Catalogue;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads the views when the service starts, so that a faulty one stops the start.
@Singleton
final class ViewWiring {

    @Produces
    @Singleton
    Views views(
            ViewSettings settings,
            Catalogue catalogue,
            Config config,
            @ConfigProperty(name = "dealstream.catalogue.unknown-types", defaultValue = "reject") String unknownTypes) {
        ViewSettingsCheck.check(config);
        return new ViewReader(catalogue, unknownTypes.equalsIgnoreCase("deliver")).read(settings);
    }

    /// Takes the views as a parameter, so that they are read before the first request.
    void start(@Observes StartupEvent event, Views views) {}
}
