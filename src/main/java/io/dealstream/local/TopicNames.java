package io.dealstream.local;

import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/// What the topics are called, by the same properties that the service reads.
///
/// @param events the topics that carry events
/// @param deadLetterSuffix appended to a topic's name to name the topic of its dead letters
/// @param apiKeys the compacted topic of API keys
record TopicNames(Map<Topic, String> events, String deadLetterSuffix, String apiKeys) {

    TopicNames {
        events = Map.copyOf(events);
    }

    static TopicNames of(Config config) {
        Map<Topic, String> events = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            events.put(topic, setting(config, "dealstream.topics." + topic.role(), topic.role() + "-events"));
        }
        return new TopicNames(
                events,
                setting(config, "dealstream.topics.dead-letter-suffix", "-dead-letters"),
                setting(config, "dealstream.key-topic.name", "api-keys"));
    }

    String of(Topic topic) {
        return events.getOrDefault(topic, topic.role());
    }

    private static String setting(Config config, String property, String otherwise) {
        return config.getOptionalValue(property, String.class).orElse(otherwise);
    }
}
