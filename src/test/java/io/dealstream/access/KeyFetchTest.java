package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyFetchTest {

    /// The first thread cannot be made, as where a container's threads are used up.
    @Test
    void fetchesAgainAfterThereWasNoRoomForAThread() {
        AtomicInteger threads = new AtomicInteger();
        ThreadFactory scarce = task -> {
            if (threads.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return Thread.ofPlatform().daemon().unstarted(task);
        };
        KeyFetch fetch = new KeyFetch(() -> true, Duration.ZERO, scarce);

        assertThatThrownBy(fetch::join).isInstanceOf(OutOfMemoryError.class);
        KeyFetch.Round next = Objects.requireNonNull(fetch.join());

        assertThat(fetch.await(next)).isTrue();
    }
}
