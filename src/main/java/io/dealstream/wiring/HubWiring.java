package io.dealstream.wiring;

import io.dealstream.access.KeyTable;
import io.dealstream.api.Readiness;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.CatalogueException;
import io.dealstream.decode.CatalogueSettings;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.History;
import io.dealstream.hub.HubListener;
import io.dealstream.hub.HubSettings;
import io.dealstream.intake.IntakeStatus;
import io.dealstream.progress.ProgressFactory;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/// Makes the hub.
@Singleton
final class HubWiring {

    /// The part of the heap that the states of quiet streams may take by default: one of so many.
    private static final int STATE_PARTS = 4;

    private static final Logger LOG = Logger.getLogger(HubWiring.class);

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    Catalogue catalogue(CatalogueSettings config) {
        Catalogue own = Catalogue.load();
        if (config.directory().isEmpty()) {
            return own;
        }
        Path directory = config.directory().get();
        try {
            Catalogue all = own.with(directory);
            int added = all.entries().size() - own.entries().size();
            LOG.infof(
                    "%d event types of Dealstream's own and %d of %s",
                    own.entries().size(), added, directory);
            return all;
        } catch (CatalogueException e) {
            throw new ConfigurationException("dealstream.catalogue.directory: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    Readiness readiness(KeyTable keys, IntakeStatus intake) {
        return () -> keys.isReady() && intake.isReady();
    }

    @Produces
    @Singleton
    HubSettings settings(HubSettingsMapping config) {
        return new HubSettings(
                config.journalBytes().asLongValue(),
                config.journalAge(),
                config.stateAge(),
                config.slack(),
                config.queueBytes().asLongValue(),
                new HubSettings.Awaited(config.awaitedPerTenant(), config.awaited()),
                config.members(),
                config.stateBytes()
                        .map(MemorySize::asLongValue)
                        .orElseGet(() -> Runtime.getRuntime().maxMemory() / STATE_PARTS));
    }

    @Produces
    @Singleton
    EventHub hub(
            HubSettings settings,
            HubSettingsMapping config,
            InstantSource clock,
            History history,
            HubListener listener) {
        ProgressFactory states = new ProgressFactory(config.settleGrace(), config.documents());
        return new EventHub(settings, clock, states, history, listener);
    }
}
