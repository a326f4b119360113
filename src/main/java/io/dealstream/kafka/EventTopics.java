package io.dealstream.kafka;

import io.dealstream.event.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/// The topics that carry events, and what stands for them in cursors.
public final class EventTopics {

    private static final List<String> DEFAULTS =
            List.of("processing-events", "deal-events", "batch-events", "case-events", "account-events", "file-events");
    private static final int HASH_BITS = 21;

    /// In the order of the defaults, which is for good: tags are made of it.
    private final List<String> configured;

    public EventTopics(TopicSettings config) {
        this.configured = List.of(
                config.processing(), config.deal(), config.batch(), config.cases(), config.account(), config.file());
    }

    /// The names of the topics, each once.
    public List<String> names() {
        return configured.stream().distinct().toList();
    }

    /// What a topic is called in Kafka.
    ///
    /// @param defaultName its name by default, which the catalogue knows it by
    public String inKafka(String defaultName) {
        return configured.get(DEFAULTS.indexOf(defaultName));
    }

    /// The tag of one incarnation of a topic, see [io.dealstream.event.Partition#tag()]: three bits for the
    /// topic's place in the configuration, so that two topics never share a tag, and 21 bits of its id. A
    /// topic that is made again has its predecessor's tag with a probability of one in two million.
    public int tag(String topic, Uuid id) {
        long mixed =
                (id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32)) * 0x9E3779B97F4A7C15L;
        return (configured.indexOf(topic) << HASH_BITS) | (int) (mixed >>> (Long.SIZE - HASH_BITS));
    }

    /// All partitions of these topics that exist and may be read.
    ///
    /// @param listing complete
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

    /// For each topic the default names of those that it serves as.
    public Map<String, List<String>> serving() {
        Map<String, List<String>> serving = new LinkedHashMap<>();
        for (int i = 0; i < configured.size(); i++) {
            serving.computeIfAbsent(configured.get(i), name -> new ArrayList<>())
                    .add(DEFAULTS.get(i));
        }
        return serving;
    }
}
