package io.dealstream.intake;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.decode.CatalogueSettings;
import io.dealstream.decode.RecentIds;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.kafka.EventTopics;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// Makes the beans of the intake that other packages use, too.
@Singleton
final class IntakeWiring {

    @Produces
    @Singleton
    RecordDecoder decoder(Catalogue catalogue, CatalogueSettings config, EventTopics topics) {
        return new RecordDecoder(catalogue, config, topics.serving());
    }

    @Produces
    @Singleton
    RecentIds recentIds(IntakeSettings config) {
        return new RecentIds(config.rememberedIds(), new SecureRandom());
    }

    @Produces
    @Singleton
    IntakeStatus status() {
        return new IntakeStatus();
    }

    @Produces
    @Singleton
    @DefaultBean
    EventTracing tracing() {
        return EventTracing.NONE;
    }

    @Produces
    @Singleton
    @DefaultBean
    EventWatch watch() {
        return EventWatch.NONE;
    }

    @Produces
    @Singleton
    @DefaultBean
    IntakeListener listener() {
        return IntakeListener.NONE;
    }
}
