package io.dealstream.kafka;

import io.dealstream.kafka.Listing.Sighting;
import io.dealstream.tasks.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Asks at intervals which of some topics exist, and in which incarnation. Only the administrative interface
/// tells a topic's id, which shows that a topic was deleted and made again under its old name. Not thread-safe.
public final class FollowedTopics {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long SOON_MILLIS = 500;

    private final Admin admin;
    private final List<String> names;
    private final long intervalMillis;
    private final InstantSource clock;
    private @Nullable Map<String, KafkaFuture<TopicDescription>> asked;
    private long askedAt;
    private final Pause pause = new Pause();
    private final Pause patience = new Pause();

    /// @param admin the client to ask with
    /// @param names the topics' names
    /// @param interval the time from one question to the next
    public FollowedTopics(Admin admin, Collection<String> names, Duration interval, InstantSource clock) {
        this.admin = admin;
        this.names = List.copyOf(names);
        this.intervalMillis = interval.toMillis();
        this.clock = clock;
    }

    /// Asks about topics and waits for the answers. Topics without an answer in time are [Sighting.Unanswered].
    ///
    /// @param patience how long to wait for all answers together
    /// @throws InterruptException when interrupted
    public static Listing list(Admin admin, Collection<String> names, Duration patience, InstantSource clock) {
        FollowedTopics topics = new FollowedTopics(admin, names, Duration.ZERO, clock);
        topics.askedAt = clock.millis();
        return topics.read(topics.ask(patience), System.nanoTime() + patience.toNanos());
    }

    /// Asks again at the next call of [#news], because something contradicts the last answer.
    public void askSoon() {
        long now = clock.millis();
        pause.shorten(now, Math.clamp(askedAt + SOON_MILLIS - now, 0, SOON_MILLIS));
    }

    /// Asks if it is time, and returns a listing that has arrived since the last call. Never waits.
    public Optional<Listing> news() {
        if (asked == null && pause.isOver(clock.millis())) {
            askedAt = clock.millis();
            pause.begin(askedAt, intervalMillis);
            patience.begin(askedAt, TIMEOUT.toMillis());
            asked = ask(TIMEOUT);
        }
        if (asked == null || !(asked.values().stream().allMatch(KafkaFuture::isDone) || isOverdue())) {
            return Optional.empty();
        }
        Map<String, KafkaFuture<TopicDescription>> answered = asked;
        asked = null;
        return Optional.of(read(answered, System.nanoTime()));
    }

    /// Some steps of Kafka's client do not keep to the time limit in the options.
    private boolean isOverdue() {
        return patience.isOver(clock.millis());
    }

    private Map<String, KafkaFuture<TopicDescription>> ask(Duration patience) {
        return admin.describeTopics(
                        TopicCollection.ofTopicNames(names),
                        new DescribeTopicsOptions().timeoutMs(Math.toIntExact(patience.toMillis())))
                .topicNameValues();
    }

    private Listing read(Map<String, KafkaFuture<TopicDescription>> answers, long deadlineNanos) {
        Map<String, Sighting> topics = new HashMap<>();
        answers.forEach((name, answer) -> topics.put(name, read(answer, deadlineNanos)));
        return new Listing(askedAt, Map.copyOf(topics));
    }

    /// Waits for the answer until the deadline.
    private static Sighting read(KafkaFuture<TopicDescription> answer, long deadlineNanos) {
        try {
            TopicDescription topic = answer.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            return new Sighting.Present(topic.topicId(), topic.partitions().size());
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case UnknownTopicOrPartitionException absent -> new Sighting.Absent();
                case TopicAuthorizationException hidden -> new Sighting.Refused(hidden);
                case InvalidTopicException invalid -> new Sighting.Refused(invalid);
                case null -> new Sighting.Unanswered(e);
                case Throwable failure -> new Sighting.Unanswered(failure);
            };
        } catch (TimeoutException e) {
            return new Sighting.Unanswered(new org.apache.kafka.common.errors.TimeoutException("no answer in time", e));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
