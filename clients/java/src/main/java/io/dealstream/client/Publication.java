package io.dealstream.client;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Brings a stream's events to one subscriber as it asks for them, on a thread that waits in between.
final class Publication implements Flow.Subscription, Runnable {

    private final Session session;
    private final Flow.Subscriber<? super Event> subscriber;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long wanted;
    private boolean cancelled;
    private IllegalArgumentException mistake;

    private Publication(Session session, Flow.Subscriber<? super Event> subscriber) {
        this.session = session;
        this.subscriber = subscriber;
    }

    static void begin(Session session, Flow.Subscriber<? super Event> subscriber, Executor executor) {
        executor.execute(new Publication(session, subscriber));
    }

    @Override
    public void run() {
        try {
            subscriber.onSubscribe(this);
            while (awaitDemand()) {
                Event event = session.next();
                if (isCancelled()) {
                    return;
                }
                if (event == null) {
                    subscriber.onComplete();
                    return;
                }
                subscriber.onNext(event);
            }
            if (mistake != null) {
                subscriber.onError(mistake);
            }
        } catch (RuntimeException e) {
            if (!isCancelled()) {
                subscriber.onError(e);
            }
        } finally {
            session.stop();
        }
    }

    /// Returns false where nothing is wanted any longer.
    private boolean awaitDemand() {
        lock.lock();
        try {
            while (wanted == 0 && !cancelled) {
                changed.awaitUninterruptibly();
            }
            if (!cancelled && wanted < Long.MAX_VALUE) {
                wanted--;
            }
            return !cancelled;
        } finally {
            lock.unlock();
        }
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void request(long count) {
        lock.lock();
        try {
            if (count <= 0) {
                mistake = new IllegalArgumentException("at least one event has to be asked for");
                cancelled = true;
            } else {
                wanted = wanted + count < 0 ? Long.MAX_VALUE : wanted + count;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        session.stop();
    }
}
