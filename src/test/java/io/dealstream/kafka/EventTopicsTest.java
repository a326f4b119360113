package io.dealstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Partition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class EventTopicsTest {

    private final Names names = new Names("a");
    private final EventTopics topics = new EventTopics(names);

    @Test
    void aTagIsTheSameOnEveryReplicaAndForGood() {
        // these figures stand in ids that clients hold: they must never change
        Uuid id = Uuid.fromString("mke4yG3SRqCKObZWCbfOoQ");

        assertThat(topics.tag(names.processing(), id)).isEqualTo(0x02FFF0);
        assertThat(topics.tag(names.file(), id)).isEqualTo(0x02FFF0 | 5 << 21);
    }

    @Test
    void topicsNeverShareATagAndFitAPartition() {
        Uuid id = Uuid.randomUuid();

        Set<Integer> tags = new HashSet<>();
        for (String name : topics.names()) {
            tags.add(new Partition(name, 0, topics.tag(name, id)).tag());
        }

        assertThat(tags).hasSize(6);
    }

    @Test
    void incarnationsOfATopicHaveTagsOfTheirOwn() {
        Set<Integer> tags = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            tags.add(topics.tag(names.deal(), Uuid.randomUuid()));
        }

        assertThat(tags).hasSizeGreaterThan(990);
    }

    @Test
    void severalMayShareOneName() {
        EventTopics shared = new EventTopics(new SharedNames());

        assertThat(shared.names()).containsExactly("all", "cases-eu");
        assertThat(shared.serving())
                .isEqualTo(Map.of(
                        "all",
                        List.of("processing-events", "deal-events", "batch-events", "account-events", "file-events"),
                        "cases-eu",
                        List.of("case-events")));
    }

    private static final class SharedNames implements TopicSettings {
        @Override
        public String processing() {
            return "all";
        }

        @Override
        public String deal() {
            return "all";
        }

        @Override
        public String batch() {
            return "all";
        }

        @Override
        public String cases() {
            return "cases-eu";
        }

        @Override
        public String account() {
            return "all";
        }

        @Override
        public String file() {
            return "all";
        }

        @Override
        public String deadLetterSuffix() {
            return "-dead";
        }
    }
}
