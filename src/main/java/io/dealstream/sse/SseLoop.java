package io.dealstream.sse;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/// What all connections of one event loop share: the wheel, and one flush for all frames that are written in
/// one turn.
public final class SseLoop {

    /// How many connections are written to before they are flushed.
    private static final int HOT = 32;

    private final EventLoop loop;
    private final Faults faults;
    private final Wheel wheel;
    private final SharedChunks chunks = new SharedChunks();
    private ArrayList<SseConnection> written = new ArrayList<>();
    private boolean scheduled;

    /// Makes the object of an event loop. There must be only one for each loop.
    ///
    /// @param loop the event loop
    /// @param faults counts failures of tasks
    public SseLoop(EventLoop loop, Faults faults) {
        this.loop = loop;
        this.faults = faults;
        this.wheel = new Wheel(loop, faults);
    }

    /// Whether the calling thread is the event loop's.
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    /// Runs a task on the loop, after the tasks that were given before. Any thread may call this.
    public void execute(Runnable task) {
        loop.execute(faults.guard(Task.STREAM_TASK, task));
    }

    /// Runs a task on the loop after a delay. Any thread may call this.
    ///
    /// @param millis the delay in ms
    public void schedule(Runnable task, long millis) {
        var _ = loop.schedule(faults.guard(Task.STREAM_TASK, task), millis, TimeUnit.MILLISECONDS);
    }

    Faults faults() {
        return faults;
    }

    Wheel wheel() {
        return wheel;
    }

    /// The chunks that connections share until the flush.
    SharedChunks chunks() {
        return chunks;
    }

    /// Flushes a connection after the tasks that wait now, so that the frames they bring go along. If no task
    /// waits, it is flushed once the next few connections were written to: then its data is still in the
    /// processor's cache.
    void flushLater(SseConnection connection) {
        if (written.size() == HOT && !isBehind()) {
            flush();
        }
        written.add(connection);
        if (!scheduled) {
            loop.execute(() -> {
                scheduled = false;
                try {
                    flush();
                } finally {
                    chunks.release();
                }
            });
            scheduled = true;
        }
    }

    /// Whether tasks wait besides the flush.
    private boolean isBehind() {
        return !(loop instanceof SingleThreadEventExecutor queue) || queue.pendingTasks() > 1;
    }

    private void flush() {
        ArrayList<SseConnection> now = written;
        written = new ArrayList<>(now.size());
        now.forEach(SseConnection::flush);
    }
}
