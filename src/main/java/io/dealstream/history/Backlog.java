package io.dealstream.history;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
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
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Recall> waiting = new ArrayList<>();
    private int workers;
    private int idle;
    private boolean closed;

    /// @param hire starts another worker, who is to call [#take] until it gets nothing
    Backlog(int maxWorkers, InstantSource clock, Runnable hire) {
        this.maxWorkers = maxWorkers;
        this.clock = clock;
        this.hire = hire;
    }

    void add(Recall recall) {
        addAll(List.of(recall));
    }

    void addAll(Collection<Recall> recalls) {
        lock.lock();
        try {
            if (closed || recalls.isEmpty()) {
                return;
            }
            waiting.addAll(recalls);
            changed.signal();
            if (idle == 0 && workers < maxWorkers) {
                workers++;
                hire.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The requests for the next pass.
    ///
    /// @param patienceMillis how long to wait for one
    /// @return empty when there was none: the worker is to go
    List<Recall> take(long patienceMillis) throws InterruptedException {
        lock.lock();
        idle++;
        try {
            long patience = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
            while (!closed && patience > 0) {
                waiting.removeIf(recall -> recall.outlet().isClosed());
                long pause = waiting.stream()
                        .mapToLong(recall -> recall.retryAt() - clock.millis())
                        .min()
                        .orElse(Long.MAX_VALUE);
                if (pause <= 0) {
                    return Turn.of(waiting, clock.millis());
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

    /// A worker goes that was not sent away.
    void quit() {
        lock.lock();
        try {
            workers--;
        } finally {
            lock.unlock();
        }
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
}
