package io.dealstream.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.dealstream.api.LogCapture;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What runs by itself outlives its failures, and tells of them.
class FaultsTest {

    private static final String SECRET = "sk_live_never-to-be-seen";

    private final List<Task> counted = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final Faults faults = new Faults(counted::add, clock);

    @Test
    void keepATimerGoing() {
        AtomicInteger turns = new AtomicInteger();
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            Runnable turn = faults.guard(Task.LEASES, () -> {
                if (turns.incrementAndGet() % 2 == 0) {
                    throw new StackOverflowError();
                }
                throw new IllegalStateException();
            });
            var _ = timer.scheduleAtFixedRate(turn, 1, 1, TimeUnit.MILLISECONDS);

            await().until(() -> turns.get() > 20);

            assertThat(counted).hasSizeGreaterThan(15).containsOnly(Task.LEASES);
        }
    }

    @Test
    void areLoggedOnceAMinuteForEachTask() {
        try (LogCapture log = LogCapture.ofEverything()) {
            for (int i = 0; i < 5; i++) {
                faults.of(Task.INTAKE, new IllegalStateException());
                faults.of(Task.CHORES, new IllegalStateException());
            }
            assertThat(lines(log, Task.INTAKE)).hasSize(1);
            assertThat(lines(log, Task.CHORES)).hasSize(1);

            now.updateAndGet(instant -> instant.plusSeconds(61));
            faults.of(Task.INTAKE, new IllegalStateException());

            assertThat(lines(log, Task.INTAKE)).hasSize(2).last().asString().contains("(and 4 times before)");
            assertThat(counted).hasSize(11);
        }
    }

    @Test
    void tellWhereButNotInTheWordsOfTheFailure() {
        Throwable failure = new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
        failure.addSuppressed(new IllegalStateException(SECRET));
        try (LogCapture log = LogCapture.ofEverything()) {
            faults.of(Task.KEY_TOPIC, failure);

            assertThat(lines(log, Task.KEY_TOPIC))
                    .singleElement()
                    .asString()
                    .contains("IllegalStateException", "IllegalArgumentException", "FaultsTest.java")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void neverFailThemselves() {
        Faults broken = new Faults(
                task -> {
                    throw new IllegalStateException("no counter");
                },
                () -> {
                    throw new IllegalStateException("no clock");
                });

        assertThatCode(() -> broken.of(Task.DRAIN, new OutOfMemoryError())).doesNotThrowAnyException();
        assertThatCode(broken.guard(Task.DRAIN, () -> {
                    throw new OutOfMemoryError();
                })::run)
                .doesNotThrowAnyException();
    }

    private static List<String> lines(LogCapture log, Task task) {
        return log.lines().stream()
                .filter(line -> line.contains("The task " + task.code() + " failed"))
                .toList();
    }
}
