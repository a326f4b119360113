package io.dealstream.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/// How some topics stand, as Kafka has just said.
///
/// @param askedAt epoch ms
/// @param topics by their names
public record Listing(long askedAt, Map<String, Sighting> topics) {

    /// What Kafka says of one topic.
    public sealed interface Sighting {

        /// The topic is there.
        ///
        /// @param id differs for a topic of the same name that was made later
        record Present(Uuid id, int partitions) implements Sighting {}

        /// There is no such topic.
        record Absent() implements Sighting {}

        /// Kafka says nothing of it to us: we may not know of it, or no topic can have the name.
        record Refused(Throwable cause) implements Sighting {}

        /// It could not be told.
        record Unanswered(Throwable cause) implements Sighting {}
    }

    /// Why it is not known of some topic whether it is there; empty where the listing is complete.
    public Optional<Throwable> silence() {
        for (Sighting sighting : topics.values()) {
            if (sighting instanceof Sighting.Unanswered(Throwable cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
