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

/// The requests that wait for a pass, and the workers that make passes. There are no workers while no request
/// waits. Thread-safe.
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

    /// @param maxWorkers the most workers at once, at least 1
    /// @param hire starts another worker, which must call [#take] until it gets nothing
    Backlog(int maxWorkers, InstantSource clock, Faults faults, Runnable hire) {
        this.maxWorkers = maxWorkers;
        this.clock = clock;
        this.faults = faults;
        this.hire = hire;
    }

    void add(PastRequest request) {
        addAll(List.of(request));
    }

    /// Adds requests. If no worker can be started for them, they are told that their past is lost.
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

    /// Waits for requests and takes those of the next pass.
    ///
    /// @param patienceMillis how long to wait for one, in ms
    /// @return empty when there was none: then the worker must end
    List<PastRequest> take(long patienceMillis) throws InterruptedException {
        lock.lock();
        idle++;
        try {
            long patience = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
            // a request that came just as the wait ended counts on this worker, which was idle then
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

    /// Whether a pass must give way to a waiting request.
    ///
    /// @param epochMillis how far the pass has come, epoch ms
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

    /// Takes note that a worker ended unexpectedly. Waiting requests get another one.
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

    /// Ends all passes. Waiting requests are told nothing more.
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

    /// Since when the request has waited that has waited longest without progress, epoch ms; now where none
    /// waits.
    long oldest() {
        lock.lock();
        try {
            return waiting.stream().mapToLong(PastRequest::waitsSince).min().orElseGet(clock::millis);
        } finally {
            lock.unlock();
        }
    }

    /// @return the waiting requests, if no worker will serve them
    private List<PastRequest> seeToWorkers() {
        if (idle > 0 || workers >= maxWorkers) {
            return List.of();
        }
        workers++;
        try {
            hire.run();
            return List.of();
        } catch (Throwable e) {
            // an Error, too: that is what a process gets that cannot start a thread
            workers--;
            faults.of(Task.HISTORY, e);
        }
        List<PastRequest> unserved = workers > 0 ? List.of() : List.copyOf(waiting);
        waiting.removeAll(new HashSet<>(unserved));
        return unserved;
    }
}
