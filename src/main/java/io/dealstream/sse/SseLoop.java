package io.dealstream.sse;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/// One event loop and what its connections share: the wheel, and one flush for all that was written in one go.
public final class SseLoop {

    private final EventLoop loop;
    private final Wheel wheel;
    private ArrayList<SseConnection> written = new ArrayList<>();

    /// There is one for each event loop: whoever makes them keeps them apart.
    public SseLoop(EventLoop loop) {
        this.loop = loop;
        this.wheel = new Wheel(loop);
    }

    /// Whether the calling thread is the loop's.
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    /// Runs a task on the loop, after those that were given before.
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /// Runs a task on the loop after a while.
    public void schedule(Runnable task, long millis) {
        var _ = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    Wheel wheel() {
        return wheel;
    }

    /// Sends what a connection has collected, once the tasks that wait now are through.
    void flushLater(SseConnection connection) {
        written.add(connection);
        if (written.size() == 1) {
            loop.execute(this::flush);
        }
    }

    private void flush() {
        ArrayList<SseConnection> now = written;
        written = new ArrayList<>(now.size());
        now.forEach(SseConnection::flush);
    }
}
