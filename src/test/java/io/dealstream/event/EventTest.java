package io.dealstream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void weighsWhatLongNamesTake() {
        int usual = event("id", null).weight();

        assertThat(usual).isGreaterThan(VALUE.length);
        assertThat(event("i".repeat(64), "d".repeat(64)).weight()).isEqualTo(usual);
        assertThat(event("id", "d".repeat(1_024)).weight()).isGreaterThan(usual + 1_900);
        assertThat(event("i".repeat(1_024), null).weight()).isGreaterThan(usual + 1_900);
    }

    private static final byte[] VALUE = {'{', '}'};

    private static Event event(String id, @Nullable String document) {
        return new Event(
                new Tenant("acme"),
                new EventType("file.analysis.progress", "case"),
                List.of(new Subject("case", "c-1")),
                document,
                VALUE,
                id,
                0,
                0,
                new Position(new Partition("case-events", 0, 1), 0, 0),
                null);
    }
}
