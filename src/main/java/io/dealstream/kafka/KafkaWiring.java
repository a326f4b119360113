package io.dealstream.kafka;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/// Makes the beans that all users of Kafka share.
@Singleton
@RegisterForReflection(targets = CooperativeStickyAssignor.class) // Quarkus knows the older assignors only
final class KafkaWiring {

    @Produces
    @Singleton
    KafkaClients clients(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        return new KafkaClients(broker);
    }

    @Produces
    @Singleton
    EventTopics topics(TopicSettings config) {
        return new EventTopics(config);
    }
}
