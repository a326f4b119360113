package io.dealstream.history;

import io.dealstream.event.Event;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The events that were read for one reader and that it has not taken yet, bounded in bytes. A pass fills the
/// buffer without ever waiting; the reader takes events at its own pace. Thread-safe.
final class ReaderBuffer implements Flow.Subscription {

    /// An event that may have to wait for others to go first.
    ///
    /// @param at its time in the order; never falls from one event of a partition to the next
    private record Held(long at, int partition, Event event) {}

    private static final Comparator<Held> ORDER = Comparator.comparingLong(Held::at)
            .thenComparingInt(Held::partition)
            .thenComparingLong(held -> held.event().position().offset());

    private final MultiSubscriber<? super Event> reader;
    private final Allowance allowance;
    private final Runnable onRoom;
    private final Consumer<Throwable> onFault;
    private final PriorityQueue<Held> held = new PriorityQueue<>(ORDER);
    private final ArrayDeque<Event> ready = new ArrayDeque<>();
    private final AtomicInteger drains = new AtomicInteger();
    private long bytes;
    private long demand;
    private @Nullable Throwable failure;
    private boolean paused;
    private boolean finished;
    private boolean closed;

    /// @param onRoom called whenever there may be room
    /// @param onFault called when the reader or `onRoom` throws; then the buffer is closed
    ReaderBuffer(
            MultiSubscriber<? super Event> reader, Allowance allowance, Runnable onRoom, Consumer<Throwable> onFault) {
        this.reader = reader;
        this.allowance = allowance;
        this.onRoom = onRoom;
        this.onFault = onFault;
    }

    /// Adds an event.
    ///
    /// @param at see [#release]; never falls from one event of a partition to the next
    /// @param partition tells partitions apart
    /// @return whether there is room for more
    synchronized boolean put(Event event, long at, int partition) {
        if (closed) {
            return false;
        }
        paused = false;
        held.add(new Held(at, partition, event));
        bytes += event.weight();
        return allowance.take(event.weight(), bytes);
    }

    /// Hands out the events whose time is at most `at`, in the order of their times.
    void release(long at) {
        letGo(at);
        drain();
    }

    private synchronized void letGo(long at) {
        for (Held first = held.peek(); first != null && first.at <= at; first = held.peek()) {
            ready.add(first.event);
            held.remove();
        }
    }

    /// Pauses: more events will come, once there is room. If there is none although the reader has taken all
    /// events that could go in order, the others go out of order.
    void pause(long at) {
        synchronized (this) {
            paused = true;
        }
        release(at);
    }

    /// Ends the past: no more events will come.
    void complete() {
        synchronized (this) {
            finished = true;
        }
        release(Long.MAX_VALUE);
    }

    /// Ends the past with a failure.
    void fail(Throwable reason) {
        synchronized (this) {
            failure = reason;
            finished = true;
        }
        release(Long.MAX_VALUE);
    }

    /// Whether less than half of the reader's share is used.
    synchronized boolean hasRoom() {
        return allowance.leavesRoom(bytes);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            cancel();
            reader.onFailure(new IllegalArgumentException("request(" + count + ")"));
            return;
        }
        synchronized (this) {
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
        }
        drain();
    }

    @Override
    public synchronized void cancel() {
        closed = true;
        held.clear();
        ready.clear();
        allowance.free(bytes);
        bytes = 0;
    }

    /// Hands out events, on one thread at a time. Other threads leave it a note that there is more to do.
    private void drain() {
        if (drains.getAndIncrement() > 0) {
            return;
        }
        int notes = 1;
        while (notes > 0) {
            try {
                if (handOut()) {
                    onRoom.run();
                }
                if (isFinishing()) {
                    finish();
                }
            } catch (Throwable e) {
                // an Error, too: else no thread would ever drain again, and the caller has other readers to serve
                breakOff(e);
            }
            notes = drains.addAndGet(-notes);
        }
    }

    private void breakOff(Throwable fault) {
        onFault.accept(fault);
        cancel();
        try {
            reader.onFailure(fault);
        } catch (Throwable e) {
            onFault.accept(e);
        }
    }

    /// @return whether there is room afterwards
    private boolean handOut() {
        boolean room;
        do {
            for (Event event = next(); event != null; event = next()) {
                reader.onItem(event);
            }
            room = hasRoom();
        } while (!room && letGoOutOfOrder());
        return room;
    }

    private synchronized @Nullable Event next() {
        if (demand == 0 || ready.isEmpty()) {
            return null;
        }
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        Event event = ready.remove();
        bytes -= event.weight();
        allowance.free(event.weight());
        return event;
    }

    /// @return whether there is more to hand out now
    private synchronized boolean letGoOutOfOrder() {
        boolean stuck = paused && demand > 0 && ready.isEmpty() && !held.isEmpty();
        if (stuck) {
            letGo(Long.MAX_VALUE);
        }
        return stuck;
    }

    private synchronized boolean isFinishing() {
        boolean finishing = finished && !closed && ready.isEmpty();
        closed |= finishing;
        return finishing;
    }

    private void finish() {
        Throwable reason = failure;
        if (reason == null) {
            reader.onCompletion();
        } else {
            reader.onFailure(reason);
        }
    }
}
