package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnknownKidsTest {

    private final AtomicLong nanoTime = new AtomicLong();
    private final UnknownKids kids = new UnknownKids(Duration.ofSeconds(20), nanoTime::get);

    @Test
    void rememberWhenOneWasFirstAskedFor() {
        assertThat(kids.askedAt("new", 3)).isEqualTo(3);
        assertThat(kids.askedAt("new", 4)).isEqualTo(3);

        nanoTime.set(Duration.ofSeconds(21).toNanos());
        assertThat(kids.askedAt("new", 7)).isEqualTo(7);
        assertThat(kids.size()).isEqualTo(1);
    }

    @Test
    void forgetTheOldestOfVeryMany() {
        kids.askedAt("first", 0);
        for (int i = 0; i < 100 * UnknownKids.MOST; i++) {
            kids.askedAt("forged-" + i, 1);
            assertThat(kids.size()).isLessThanOrEqualTo(UnknownKids.MOST);
        }

        assertThat(kids.askedAt("first", 2)).isEqualTo(2);
        assertThat(kids.askedAt("forged-" + (100 * UnknownKids.MOST - 1), 2)).isEqualTo(1);
    }
}
