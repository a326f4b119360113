package io.dealstream.intake;

import io.dealstream.catalogue.Catalogue;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/// Makes the parts of the intake that others use too.
@Singleton
@RegisterForReflection(targets = CooperativeStickyAssignor.class) // Quarkus knows the older assignors only
final class IntakeWiring {

    @Produces
    @Singleton
    KafkaClients clients(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        return new KafkaClients(broker);
    }

    @Produces
    @Singleton
    EventTopics topics(TopicsConfig config) {
        return new EventTopics(config);
    }

    @Produces
    @Singleton
    RecordDecoder decoder(Catalogue catalogue, CatalogueConfig config, EventTopics topics) {
        return new RecordDecoder(catalogue, config, topics.serving());
    }

    @Produces
    @Singleton
    RecentIds recentIds(IntakeConfig config) {
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
    IntakeListener listener() {
        return IntakeListener.NONE;
    }
}
