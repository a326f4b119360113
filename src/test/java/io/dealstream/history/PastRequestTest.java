package io.dealstream.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.tasks.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;

/// A request between a worker, which reads on whenever there is room, and a reader, which takes some at a time.
class PastRequestTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int EVENTS = 2_000;
    private static final int ALL_MAY_HAVE = 1 << 19;
    /// The common pool may have a single one.
    private static final Executor EACH_ITS_THREAD =
            task -> Thread.ofPlatform().daemon().start(task);

    private final Allowance allowance = new Allowance(1 << 20, ALL_MAY_HAVE);
    private final Semaphore rejoined = new Semaphore(0);
    private final Follower reader = new Follower(0);
    private final PastRequest request = new PastRequest(
            Archive.organisation(Archive.ACME),
            Archive.since(0),
            List.of(),
            false,
            reader,
            allowance,
            again -> rejoined.release(),
            Faults.uncounted());
    private final List<RemainingRange> remaining = List.of(range(0, 100), range(1, 50));
    private final byte[] value = new byte[3_000];

    PastRequestTest() {
        reader.onSubscribe(request.buffer());
        request.admit(remaining);
    }

    @RepeatedTest(20)
    void comesToAnEndWhateverTheTiming() throws Exception {
        CompletableFuture<Void> worker = CompletableFuture.runAsync(this::readOnWhereverThereIsRoom, EACH_ITS_THREAD);
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> takeAndGiveBack(worker), EACH_ITS_THREAD);

        long until = System.nanoTime() + LIMIT.toNanos();
        Random random = new Random();
        for (int asked = 0; !reader.completed; asked = reader.events.size()) {
            int more = 1 + random.nextInt(200);
            request.buffer().request(more);
            while (!reader.completed && reader.events.size() < asked + more) {
                assertThat(System.nanoTime())
                        .as("events so far: " + reader.events.size())
                        .isLessThan(until);
                Thread.onSpinWait();
            }
        }

        worker.join();
        others.join();
        assertThat(reader.events).hasSize(EVENTS);
        for (RemainingRange range : remaining) {
            assertThat(reader.events)
                    .map(Event::position)
                    .filteredOn(position -> position.partition().equals(range.partition()))
                    .extracting(Position::offset)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(allowance.taken()).isZero();
    }

    private void readOnWhereverThereIsRoom() {
        Random random = new Random();
        for (int written = 0; written < EVENTS; ) {
            do {
                // the first partition is ahead, so that its events are held back
                RemainingRange range = remaining.get(random.nextInt(4) == 0 ? 1 : 0);
                request.take(range, Archive.event(range.partition(), written++, value));
                request.release();
                // and some more, as a pass does: it stops when there is no room at all
            } while (written < EVENTS && (request.buffer().hasRoom() || random.nextInt(100) > 0));
            if (written < EVENTS) {
                request.pause();
                rejoined.acquireUninterruptibly();
            }
        }
        request.complete();
    }

    /// Now and then others take all there is, and give it back.
    private void takeAndGiveBack(CompletableFuture<Void> worker) {
        while (!worker.isDone()) {
            allowance.take(ALL_MAY_HAVE, 0);
            LockSupport.parkNanos(1_000);
            allowance.free(ALL_MAY_HAVE);
            LockSupport.parkNanos(1_000);
        }
    }

    private RemainingRange range(int partition, long watermark) {
        return new RemainingRange(request, new Partition("events", partition, 1), 0, EVENTS, watermark);
    }
}
