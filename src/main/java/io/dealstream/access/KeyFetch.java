package io.dealstream.access;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Runs fetches on a thread of its own, one at a time and with a pause between them, however many requests ask.
/// Thread-safe.
///
/// Only a few requests may wait for a fetch, and not long, because a waiting request occupies one of the
/// threads that all requests share.
final class KeyFetch {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 16;

    private final BooleanSupplier task;
    private final Duration pause;
    private final ThreadFactory threads;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private int begun;
    private @Nullable Round last;

    /// One fetch.
    ///
    /// @param number the fetch's number, from 1
    /// @param beganAt when it began, nanoseconds
    /// @param done whether it succeeded; completes when it is over
    record Round(int number, long beganAt, CompletableFuture<Boolean> done) {}

    /// @param task fetches, and returns whether that succeeded
    /// @param pause the shortest time from the beginning of one fetch to that of the next
    /// @param threads makes the thread of each fetch
    KeyFetch(BooleanSupplier task, Duration pause, ThreadFactory threads) {
        this.task = task;
        this.pause = pause;
        this.threads = threads;
    }

    /// How many fetches have begun.
    synchronized int begun() {
        return begun;
    }

    /// The running fetch, or a new one; null where it is too early for a new one. Does not wait.
    synchronized @Nullable Round join() {
        if (last != null) {
            if (!last.done().isDone()) {
                return last;
            }
            if (System.nanoTime() - last.beganAt() < pause.toNanos()) {
                return null;
            }
        }
        begun++;
        Round round = new Round(begun, System.nanoTime(), new CompletableFuture<>());
        last = round;
        try {
            threads.newThread(() -> run(round)).start();
        } catch (Throwable failure) {
            // there may be no room for another thread now; a round that never ended would be the last one
            round.done().complete(false);
            throw failure;
        }
        return round;
    }

    private void run(Round round) {
        boolean succeeded = false;
        try {
            succeeded = task.getAsBoolean();
        } finally {
            round.done().complete(succeeded);
        }
    }

    /// Waits for a fetch and returns whether it succeeded; false also where it takes too long or too many
    /// requests wait.
    boolean await(Round round) {
        long left = PATIENCE.toNanos() - (System.nanoTime() - round.beganAt());
        if (round.done().isDone()) {
            return round.done().getNow(false);
        }
        if (left <= 0 || !places.tryAcquire()) {
            return false;
        }
        try {
            return round.done().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            places.release();
        }
    }
}
