package io.dealstream.hub;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A lane without a thread of its own: tasks run one after the other, in the order in which they were given, on the
/// thread of whoever gave the first of them.
final class SerialLane implements Lane {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();
    private final HubContext context;

    SerialLane(HubContext context) {
        this.context = context;
    }

    @Override
    public boolean isCurrent() {
        return false;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (left.getAndIncrement() > 0) {
            return;
        }
        do {
            context.attempt("refold", tasks.remove());
        } while (left.decrementAndGet() > 0);
    }
}
