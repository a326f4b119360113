package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyTableTest {

    private static final KeyRecord CONFIGURED = Keys.active("configured", Scope.DEALS_READ);
    private static final KeyRecord ON_TOPIC = Keys.active("on topic", Scope.DEALS_READ);

    private final KeyTable table = new KeyTable(List.of(CONFIGURED));

    @Test
    void mergesConfigurationAndTopic() {
        table.replace(Map.of(ON_TOPIC.hash(), ON_TOPIC));

        assertThat(table.find(CONFIGURED.hash())).contains(CONFIGURED);
        assertThat(table.find(ON_TOPIC.hash())).contains(ON_TOPIC);
        assertThat(table.find(KeyHash.of("other"))).isEmpty();
    }

    @Test
    void theTopicHasTheLastWord() {
        table.change(CONFIGURED.hash(), CONFIGURED.revoked());
        assertThat(table.find(CONFIGURED.hash())).contains(CONFIGURED.revoked());

        table.change(CONFIGURED.hash(), null);
        assertThat(table.find(CONFIGURED.hash())).contains(CONFIGURED);
    }

    @Test
    void isLoadedOnceTheTopicWasRead() {
        assertThat(table.isReady()).isFalse();

        table.replace(Map.of());

        assertThat(table.isReady()).isTrue();
    }

    @Test
    void announcesWhatChangedAndNothingElse() {
        // Given
        KeyRecord kept = Keys.active("kept");
        KeyRecord gone = Keys.active("gone");
        KeyRecord changed = Keys.active("changed");
        KeyRecord added = Keys.active("added");
        table.replace(Map.of(kept.hash(), kept, gone.hash(), gone, changed.hash(), changed));
        List<KeyHash> announced = new ArrayList<>();
        table.onChange(announced::add);

        // When
        table.replace(Map.of(kept.hash(), kept, changed.hash(), changed.revoked(), added.hash(), added));
        table.change(kept.hash(), kept);

        // Then
        assertThat(announced).containsExactlyInAnyOrder(gone.hash(), changed.hash(), added.hash());
        assertThat(table.find(gone.hash())).isEmpty();
    }

    @Test
    void announcesEverythingToEverybodyWhateverBecomesOfOne() {
        List<KeyHash> announced = new ArrayList<>();
        table.onChange(hash -> {
            throw new StackOverflowError();
        });
        table.onChange(announced::add);
        KeyRecord one = Keys.active("one");
        KeyRecord two = Keys.active("two");

        assertThatThrownBy(() -> table.replace(Map.of(one.hash(), one, two.hash(), two)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(announced).containsExactlyInAnyOrder(one.hash(), two.hash());
        assertThat(table.isReady()).isTrue();
    }
}
