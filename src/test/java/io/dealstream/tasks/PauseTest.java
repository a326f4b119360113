package io.dealstream.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseTest {

    private final Pause pause = new Pause();

    @Test
    void isOverBeforeItBeginsAndAfterItsLength() {
        assertThat(pause.isOver(0)).isTrue();

        pause.begin(5_000, 1_000);

        assertThat(pause.isOver(5_000)).isFalse();
        assertThat(pause.isOver(5_999)).isFalse();
        assertThat(pause.isOver(6_000)).isTrue();
    }

    @Test
    void isOverOnceTheClockWasSetBack() {
        pause.begin(5_000_000, 1_000);

        assertThat(pause.isOver(4_999_999)).isTrue();
        assertThat(pause.isOver(1_400_000)).isTrue();
    }

    @Test
    void canBeShortenedAndNotMadeLonger() {
        pause.begin(5_000, 1_000);

        pause.shorten(5_100, 2_000);
        assertThat(pause.isOver(6_000)).isTrue();
        pause.shorten(5_100, 200);
        assertThat(pause.isOver(5_299)).isFalse();
        assertThat(pause.isOver(5_300)).isTrue();
        pause.shorten(5_400, 200);
        assertThat(pause.isOver(5_401)).isTrue();
    }
}
