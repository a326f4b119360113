package io.dealstream.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Asks now and then how a topic stands. A consumer alone would not do: it cannot tell a topic from one of the same
/// name that was made later. Never waits for the broker. Not thread-safe.
final class TopicWatch {

    private final Admin admin;
    private final String topic;
    private final Duration every;
    private final Clock clock;
    private Instant next = Instant.MIN;
    private @Nullable KafkaFuture<Map<String, TopicDescription>> answer;

    /// What the broker says.
    sealed interface Sighting {

        /// The topic is there.
        ///
        /// @param id differs for a topic of the same name that was made later
        record Present(Uuid id, int partitions) implements Sighting {}

        /// There is no such topic.
        record Absent() implements Sighting {}

        /// It could not be told.
        record Failed(Throwable cause) implements Sighting {}
    }

    TopicWatch(Admin admin, String topic, Duration every, Clock clock) {
        this.admin = admin;
        this.topic = topic;
        this.every = every;
        this.clock = clock;
    }

    /// Asks if it is time to, and returns what was answered since the last call.
    Optional<Sighting> poll() {
        if (answer == null) {
            if (clock.instant().isBefore(next)) {
                return Optional.empty();
            }
            next = clock.instant().plus(every);
            answer = admin.describeTopics(List.of(topic)).allTopicNames();
        }
        if (!answer.isDone()) {
            return Optional.empty();
        }
        Sighting sighting = read(answer);
        answer = null;
        return Optional.of(sighting);
    }

    private Sighting read(KafkaFuture<Map<String, TopicDescription>> done) {
        try {
            TopicDescription found = done.get().values().iterator().next();
            return new Sighting.Present(found.topicId(), found.partitions().size());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof UnknownTopicOrPartitionException
                    ? new Sighting.Absent()
                    : new Sighting.Failed(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sighting.Failed(e);
        }
    }
}
