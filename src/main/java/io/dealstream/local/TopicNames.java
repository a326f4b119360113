package io.dealstream.local;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/// The topics' names, from the properties that the service reads.
///
/// @param events the names of the event topics
/// @param deadLetterSuffix the suffix that makes the name of a topic's dead letters
/// @param compacted the compacted topics: API keys, replicas
/// @param usedTickets the topic of used tickets, whose records count for some minutes
record TopicNames(Map<Topic, String> events, String deadLetterSuffix, List<String> compacted, String usedTickets) {

    TopicNames {
        events = Map.copyOf(events);
        compacted = List.copyOf(compacted);
    }

    static TopicNames of(Config config) {
        Map<Topic, String> events = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            events.put(topic, setting(config, "dealstream.topics." + topic.role(), topic.role() + "-events"));
        }
        return new TopicNames(
                events,
                setting(config, "dealstream.topics.dead-letter-suffix", "-dead-letters"),
                List.of(
                        setting(config, "dealstream.key-topic.name", "api-keys"),
                        setting(config, "dealstream.cluster.topic", "dealstream-replicas")),
                setting(config, "dealstream.tickets.topic", "dealstream-used-tickets"));
    }

    String of(Topic topic) {
        return events.getOrDefault(topic, topic.role());
    }

    private static String setting(Config config, String property, String otherwise) {
        return config.getOptionalValue(property, String.class).orElse(otherwise);
    }
}
