package io.dealstream.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Guards a state that one thread changes and a test waits for.
final class Monitor {

    /// Looks at the state.
    synchronized <T> T read(Supplier<T> look) {
        return look.get();
    }

    /// Changes the state and wakes everyone who waits for it.
    synchronized void change(Runnable change) {
        change.run();
        notifyAll();
    }

    /// Waits until the question has an answer.
    ///
    /// @param otherwise what is said if it has none within `limit`
    /// @throws AssertionError then
    synchronized <T> T await(Supplier<Optional<T>> question, Duration limit, Supplier<String> otherwise) {
        pause(limit, () -> question.get().isPresent());
        return question.get().orElseThrow(() -> new AssertionError(otherwise.get()));
    }

    /// Waits until `enough` holds, but not longer than `limit`.
    synchronized void pause(Duration limit, BooleanSupplier enough) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!enough.getAsBoolean()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
