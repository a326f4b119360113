package io.dealstream.sse;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/// One event loop and what its connections share: the wheel, and one flush for all that was written in one go.
public final class SseLoop {

    /// How many connections are written to before they are flushed.
    private static final int HOT = 32;

    private final EventLoop loop;
    private final Faults faults;
    private final Wheel wheel;
    private final SharedChunks chunks = new SharedChunks();
    private ArrayList<SseConnection> written = new ArrayList<>();
    private boolean scheduled;

    /// There is one for each event loop: whoever makes them keeps them apart.
    public SseLoop(EventLoop loop, Faults faults) {
        this.loop = loop;
        this.faults = faults;
        this.wheel = new Wheel(loop, faults);
    }

    /// Whether the calling thread is the loop's.
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    /// Runs a task on the loop, after those that were given before.
    public void execute(Runnable task) {
        loop.execute(faults.guard(Task.STREAM_TASK, task));
    }

    /// Runs a task on the loop after a while.
    public void schedule(Runnable task, long millis) {
        var _ = loop.schedule(faults.guard(Task.STREAM_TASK, task), millis, TimeUnit.MILLISECONDS);
    }

    Faults faults() {
        return faults;
    }

    Wheel wheel() {
        return wheel;
    }

    /// What is written to several connections, until the flush.
    SharedChunks chunks() {
        return chunks;
    }

    /// Sends what a connection has collected, once the tasks that wait now are through: what they bring for it goes
    /// along. Where none waits, it is sent once the next few connections have been written to, when all that
    /// belongs to it is still in the processor's cache.
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

    /// Whether tasks wait, other than the flush.
    private boolean isBehind() {
        return !(loop instanceof SingleThreadEventExecutor queue) || queue.pendingTasks() > 1;
    }

    private void flush() {
        ArrayList<SseConnection> now = written;
        written = new ArrayList<>(now.size());
        now.forEach(SseConnection::flush);
    }
}
