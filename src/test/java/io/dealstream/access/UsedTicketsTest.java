package io.dealstream.access;

import static io.dealstream.access.UsedTickets.Use.FIRST;
import static io.dealstream.access.UsedTickets.Use.NO_ROOM;
import static io.dealstream.access.UsedTickets.Use.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsedTicketsTest {

    private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
    private final UsedTickets used = new UsedTickets(2, clock);

    @Test
    void knowsATicketThatWasUsed() {
        assertThat(used.use("a", in(30))).isEqualTo(FIRST);
        assertThat(used.use("b", in(30))).isEqualTo(FIRST);
        assertThat(used.use("a", in(30))).isEqualTo(REPEATED);
    }

    @Test
    void putsOffFurtherTicketsRatherThanForgetOne() {
        // Given
        used.use("a", in(30));
        used.use("b", in(10));
        assertThat(used.use("c", in(30))).isEqualTo(NO_ROOM);

        // When
        clock.advance(Duration.ofSeconds(10));

        // Then
        assertThat(used.use("a", in(20))).isEqualTo(REPEATED);
        assertThat(used.use("c", in(20))).isEqualTo(FIRST);
    }

    @Test
    void knowsWhatWasUsedElsewhereUntilItExpires() {
        used.usedElsewhere("a", in(30));
        used.usedElsewhere("a", in(30));
        used.usedElsewhere("b", in(0));

        assertThat(used.size()).isOne();
        assertThat(used.use("a", in(30))).isEqualTo(REPEATED);
        clock.advance(Duration.ofSeconds(30));
        assertThat(used.size()).isZero();
    }

    @Test
    void putsAllOffWhileAUseElsewhereCouldNotBeRemembered() {
        // Given
        used.use("a", in(10));
        used.use("b", in(10));
        used.usedElsewhere("c", in(30));
        used.usedElsewhere("d", in(20));
        clock.advance(Duration.ofSeconds(29));
        assertThat(used.size()).isZero();

        // Then
        assertThat(used.use("c", in(1))).isEqualTo(NO_ROOM);
        assertThat(used.use("e", in(9))).isEqualTo(NO_ROOM);

        // When
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(used.use("e", in(9))).isEqualTo(FIRST);
    }

    private Instant in(int seconds) {
        return clock.instant().plusSeconds(seconds);
    }
}
