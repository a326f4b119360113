package io.dealstream.history;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The requests that wait for a pass, and the workers that make passes. There are no workers while there is
/// nothing to do. Thread-safe.
final class Backlog {

    private final int maxWorkers;
    private final Runnable hire;
    private final InstantSource clock;
    private final Faults faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<PastRequest> waiting = new ArrayList<>();
    private final PassSelection turns = new PassSelection();
    private int workers;
    private int idle;
    private boolean closed;

    /// @param hire starts another worker, who is to call [#take] until it gets nothing
    Backlog(int maxWorkers, InstantSource clock, Faults faults, Runnable hire) {
        this.maxWorkers = maxWorkers;
        this.clock = clock;
        this.faults = faults;
        this.hire = hire;
    }

    void add(PastRequest request) {
        addAll(List.of(request));
    }

    /// Takes requests in. Where nobody can be had to serve them, they are told that their past is lost.
    void addAll(Collection<PastRequest> requests) {
        List<PastRequest> unserved;
        lock.lock();
        try {
            if (closed || requests.isEmpty()) {
                return;
            }
            requests.forEach(request -> request.waitsFrom(clock.millis()));
            waiting.addAll(requests);
            changed.signal();
            unserved = seeToWorkers();
        } finally {
            lock.unlock();
        }
        unserved.forEach(PastRequest::spoil);
    }

    /// The requests for the next pass.
    ///
    /// @param patienceMillis how long to wait for one
    /// @return empty when there was none: the worker is to go
    List<PastRequest> take(long patienceMillis) throws InterruptedException {
        lock.lock();
        idle++;
        try {
            long patience = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
            // one that came just as the patience ended counts on this worker, which was idle then
            while (!closed && (patience > 0 || !waiting.isEmpty())) {
                waiting.removeIf(request -> request.buffer().isClosed());
                long pause = waiting.stream()
                        .mapToLong(request -> request.retryAt() - clock.millis())
                        .min()
                        .orElse(Long.MAX_VALUE);
                if (pause <= 0) {
                    return turns.next(waiting, clock.millis());
                }
                if (waiting.isEmpty()) {
                    patience = changed.awaitNanos(patience);
                } else {
                    changed.await(pause, TimeUnit.MILLISECONDS);
                }
            }
            workers--;
            return List.of();
        } finally {
            idle--;
            lock.unlock();
        }
    }

    /// Whether somebody waits for whom a pass that has come as far as `epochMillis` is to give way.
    boolean isHeldUpBy(long epochMillis) {
        lock.lock();
        try {
            long now = clock.millis();
            return waiting.stream()
                    .anyMatch(request -> request.retryAt() <= now
                            && PassSelection.isFarLonger(now - epochMillis, request.reach(now))
                            && !request.buffer().isClosed());
        } finally {
            lock.unlock();
        }
    }

    /// A worker goes that was not sent away. Who waits gets another.
    void quit() {
        List<PastRequest> unserved;
        lock.lock();
        try {
            workers--;
            unserved = closed || waiting.isEmpty() ? List.of() : seeToWorkers();
        } finally {
            lock.unlock();
        }
        unserved.forEach(PastRequest::spoil);
    }

    /// No more passes; those who wait are told nothing more.
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// How many requests wait.
    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Since when the one waits that has waited longest without getting on, epoch ms; now where nobody does.
    long oldest() {
        lock.lock();
        try {
            return waiting.stream().mapToLong(PastRequest::waitsSince).min().orElseGet(clock::millis);
        } finally {
            lock.unlock();
        }
    }

    /// @return those who wait, and whom nobody will serve
    private List<PastRequest> seeToWorkers() {
        if (idle > 0 || workers >= maxWorkers) {
            return List.of();
        }
        workers++;
        try {
            hire.run();
            return List.of();
        } catch (Throwable e) {
            // an Error, too: a process without a thread to spare gets one with it
            workers--;
            faults.of(Task.HISTORY, e);
        }
        List<PastRequest> unserved = workers > 0 ? List.of() : List.copyOf(waiting);
        waiting.removeAll(new HashSet<>(unserved));
        return unserved;
    }
}
