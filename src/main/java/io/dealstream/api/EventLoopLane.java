package io.dealstream.api;

import io.dealstream.hub.Lane;
import io.dealstream.sse.SseLoop;

/// The lane of a reader: the event loop of its connection.
record EventLoopLane(SseLoop loop) implements Lane {

    @Override
    public boolean isCurrent() {
        return loop.isCurrent();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }
}
