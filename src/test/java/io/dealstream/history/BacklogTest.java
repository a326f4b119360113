package io.dealstream.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.tasks.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final long PATIENCE_MILLIS = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Thread test = Thread.currentThread();
    private final FutureTask<List<PastRequest>> turn = new FutureTask<>(this::take);
    private final Thread worker = Thread.ofPlatform().daemon().unstarted(turn);
    private final InstantSource clock = () -> {
        if (Thread.currentThread().equals(test)) {
            await().atMost(LIMIT).until(() -> worker.getState() == Thread.State.WAITING);
        }
        return Instant.now();
    };
    private final Backlog backlog = new Backlog(1, clock, Faults.uncounted(), () -> {});

    private List<PastRequest> take() throws InterruptedException {
        return backlog.take(PATIENCE_MILLIS);
    }

    /// Whoever takes it in sees an idle worker, whose patience has ended and who only waits for the lock.
    @Test
    void aRequestThatComesAsTheLastWorkersPatienceEndsIsServed() throws Exception {
        PastRequest request = new PastRequest(
                Archive.organisation(Archive.ACME),
                Archive.since(0),
                List.of(),
                false,
                new Follower(0),
                new Allowance(1 << 20, 1 << 19),
                backlog::add,
                Faults.uncounted());
        worker.start();
        await().atMost(LIMIT).until(() -> worker.getState() == Thread.State.TIMED_WAITING);

        backlog.add(request);

        assertThat(turn.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).containsExactly(request);
    }
}
