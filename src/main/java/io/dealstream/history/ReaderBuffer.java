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

/// What was found for one reader and has not reached it yet, bounded in bytes. A pass fills it without ever
/// waiting; the reader takes from it at its own pace. Any thread may call.
final class ReaderBuffer implements Flow.Subscription {

    /// An event that may have to let others go first.
    ///
    /// @param at never falls from one event of a partition to the next
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

    /// @param onRoom called whenever something may have changed and there is room
    /// @param onFault told when the reader or `onRoom` fails instead of taking what it is given; then the buffer is
    ///     closed
    ReaderBuffer(
            MultiSubscriber<? super Event> reader, Allowance allowance, Runnable onRoom, Consumer<Throwable> onFault) {
        this.reader = reader;
        this.allowance = allowance;
        this.onRoom = onRoom;
        this.onFault = onFault;
    }

    /// Takes in an event.
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

    /// Lets go what came to stand at or before `at`, in that order.
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

    /// There is more to come, but not for now: not before there is room. If there is none though the reader has taken
    /// all that could be let go in order, the rest goes out of order.
    void pause(long at) {
        synchronized (this) {
            paused = true;
        }
        release(at);
    }

    /// That was all.
    void complete() {
        synchronized (this) {
            finished = true;
        }
        release(Long.MAX_VALUE);
    }

    /// There is no more to be had.
    void fail(Throwable reason) {
        synchronized (this) {
            failure = reason;
            finished = true;
        }
        release(Long.MAX_VALUE);
    }

    /// Whether less than half of the space is taken.
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

    /// One thread at a time hands out; others leave it a note that there is more to do.
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
                // an Error, too: else nobody would ever drain again, and who called has other readers to see to
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
