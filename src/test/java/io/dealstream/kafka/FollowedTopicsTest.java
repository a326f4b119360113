package io.dealstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.kafka.Listing.Sighting;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FollowedTopicsTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String topic = "followed-" + UUID.randomUUID();

    @Test
    void tellsATopicThatWasMadeAnewByItsId() throws Exception {
        try (Admin admin = admin(KAFKA.bootstrapServers())) {
            FollowedTopics followed =
                    new FollowedTopics(admin, List.of(topic), Duration.ofMillis(50), InstantSource.system());
            await().until(() -> followed.news()
                    .filter(listing -> listing.topics().get(topic) instanceof Sighting.Absent)
                    .isPresent());

            make();
            Uuid first = id(followed);
            admin.deleteTopics(List.of(topic)).all().get();
            await().untilAsserted(this::make);

            await().until(() -> !id(followed).equals(first));
        }
    }

    @Test
    void aListingIsIncompleteWhileTheBrokerIsAway() {
        Admin admin = admin("127.0.0.1:1");
        try {
            Listing listing =
                    FollowedTopics.list(admin, List.of(topic), Duration.ofMillis(500), InstantSource.system());

            assertThat(listing.silence()).containsInstanceOf(TimeoutException.class);
            assertThat(listing.topics().get(topic)).isInstanceOf(Sighting.Unanswered.class);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    @Test
    void aQuestionThatNobodyAnswersIsGivenUp() {
        AtomicLong now = new AtomicLong();
        Admin admin = admin("127.0.0.1:1");
        try {
            FollowedTopics followed =
                    new FollowedTopics(admin, List.of(topic), PATIENCE, () -> Instant.ofEpochMilli(now.get()));
            assertThat(followed.news()).isEmpty();

            now.addAndGet(11_000);

            assertThat(followed.news().flatMap(Listing::silence)).containsInstanceOf(TimeoutException.class);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    @Test
    void aNameThatNoTopicCanHaveIsNoReasonToKnowNothingOfTheOthers() {
        make();
        try (Admin admin = admin(KAFKA.bootstrapServers())) {
            Listing listing = FollowedTopics.list(admin, List.of(topic, "no/topic"), PATIENCE, InstantSource.system());

            assertThat(listing.silence()).isEmpty();
            assertThat(listing.topics().get("no/topic")).isInstanceOf(Sighting.Refused.class);
            assertThat(listing.topics().get(topic)).isInstanceOf(Sighting.Present.class);
        }
    }

    /// Of the topic as it is next seen to be there.
    private Uuid id(FollowedTopics followed) {
        List<Uuid> ids = new ArrayList<>();
        await().until(() -> {
            followed.news().ifPresent(listing -> {
                if (listing.topics().get(topic) instanceof Sighting.Present(Uuid id, int partitions)
                        && partitions == 2) {
                    ids.add(id);
                }
            });
            return !ids.isEmpty();
        });
        return ids.getFirst();
    }

    private void make() {
        Topics.create(KAFKA.bootstrapServers(), List.of(new NewTopic(topic, 2, (short) 1)));
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers));
    }
}
