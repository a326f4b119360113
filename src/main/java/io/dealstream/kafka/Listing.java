package io.dealstream.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/// Kafka's answer about some topics.
///
/// @param askedAt when Kafka was asked, epoch ms
/// @param topics the answers by topic name
public record Listing(long askedAt, Map<String, Sighting> topics) {

    /// Kafka's answer about one topic.
    public sealed interface Sighting {

        /// The topic exists.
        ///
        /// @param id the id of this incarnation: a topic that is made again has another
        /// @param partitions how many partitions it has, at least 1
        record Present(Uuid id, int partitions) implements Sighting {}

        /// There is no such topic.
        record Absent() implements Sighting {}

        /// Kafka refuses to describe the topic: the service is not authorised, or the name is not valid.
        record Refused(Throwable cause) implements Sighting {}

        /// Kafka did not answer in time, or answered with another failure.
        record Unanswered(Throwable cause) implements Sighting {}
    }

    /// Why it is not known whether some topic exists; empty where the listing is complete.
    public Optional<Throwable> silence() {
        for (Sighting sighting : topics.values()) {
            if (sighting instanceof Sighting.Unanswered(Throwable cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
