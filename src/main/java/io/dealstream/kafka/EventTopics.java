package io.dealstream.kafka;

import io.dealstream.event.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/// The topics that carry events, and their tags in cursors. Source: kafka.md, "Topics".
public final class EventTopics {

    private static final List<String> DEFAULTS =
            List.of("processing-events", "deal-events", "batch-events", "case-events", "account-events", "file-events");
    private static final int HASH_BITS = 21;

    /// In the order of the defaults. This order must never change, because tags are made of it.
    private final List<String> configured;

    /// @param config the topics' names in Kafka
    public EventTopics(TopicSettings config) {
        this.configured = List.of(
                config.processing(), config.deal(), config.batch(), config.cases(), config.account(), config.file());
    }

    /// The names of the topics in Kafka, each once.
    public List<String> names() {
        return configured.stream().distinct().toList();
    }

    /// The name of a topic in Kafka.
    ///
    /// @param defaultName the topic's name by default, by which the catalogue knows it
    /// @throws IndexOutOfBoundsException when no topic has this name by default
    public String inKafka(String defaultName) {
        return configured.get(DEFAULTS.indexOf(defaultName));
    }

    /// The tag of one incarnation of a topic, see [io.dealstream.event.Partition#tag()]. Three bits are the
    /// topic's place in the configuration, so two topics never share a tag. The other 21 bits come from the
    /// topic's id. A topic that is made again has its predecessor's tag with a probability of one in two
    /// million.
    public int tag(String topic, Uuid id) {
        long mixed =
                (id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32)) * 0x9E3779B97F4A7C15L;
        return (configured.indexOf(topic) << HASH_BITS) | (int) (mixed >>> (Long.SIZE - HASH_BITS));
    }

    /// All partitions of these topics that exist and that the service may read.
    ///
    /// @param listing a complete listing of these topics
    public List<Partition> partitions(Listing listing) {
        List<Partition> partitions = new ArrayList<>();
        listing.topics().forEach((name, sighting) -> {
            if (sighting instanceof Listing.Sighting.Present(Uuid id, int count)) {
                int tag = tag(name, id);
                for (int index = 0; index < count; index++) {
                    partitions.add(new Partition(name, index, tag));
                }
            }
        });
        return partitions;
    }

    /// For each topic in Kafka, the default names of the topics that it serves as.
    public Map<String, List<String>> serving() {
        Map<String, List<String>> serving = new LinkedHashMap<>();
        for (int i = 0; i < configured.size(); i++) {
            serving.computeIfAbsent(configured.get(i), name -> new ArrayList<>())
                    .add(DEFAULTS.get(i));
        }
        return serving;
    }
}
