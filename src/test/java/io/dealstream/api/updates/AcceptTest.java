package io.dealstream.api.updates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/event-stream",
                "Text/Event-Stream",
                "*/*",
                "text/*",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
                "application/json, text/event-stream;q=0.1",
                "text/event-stream; charset=utf-8",
                "*/*;q=0, text/event-stream",
                "text/*;q=0.001"
            })
    void admits(String accept) {
        assertThat(Accept.admitsEventStream(Optional.of(accept))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/html",
                "text/event-streams",
                "text/event-stream;q=0",
                "text/event-stream; q=0.000, */*",
                "text/*;q=0.0, */*",
                "garbage"
            })
    void doesNotAdmit(String accept) {
        assertThat(Accept.admitsEventStream(Optional.of(accept))).isFalse();
    }

    @Test
    void takesSilenceForConsent() {
        assertThat(Accept.admitsEventStream(Optional.empty())).isTrue();
    }
}
