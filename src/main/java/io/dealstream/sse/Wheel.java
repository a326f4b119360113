package io.dealstream.sse;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/// Looks at every connection of one event loop now and then: one timer for all of them, since a timer each would cost
/// more than the heartbeats it is for. Its owner's event loop is the only thread that touches it. No failure ends it,
/// and none of one connection keeps the others from being looked at.
final class Wheel {

    /// How late a look may come, in ms.
    static final long TICK_MILLIS = 250;

    /// The slot of a connection that is not to be looked at.
    static final int NOWHERE = -1;

    private static final int SLOTS = 256;

    private final ArrayList<ArrayList<SseConnection>> slots = new ArrayList<>(SLOTS);
    private int current;

    Wheel(EventLoop loop, Faults faults) {
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>(0));
        }
        Runnable turn = faults.guard(Task.STREAM_CLOCK, this::tick);
        var _ = loop.scheduleAtFixedRate(turn, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Looks at a connection once, at the latest when the wheel has turned around (64 s).
    void lookAfter(SseConnection connection, long millis) {
        long ticks = Math.clamp((millis + TICK_MILLIS - 1) / TICK_MILLIS, 1, SLOTS - 1);
        connection.slot = (int) ((current + ticks) % SLOTS);
        connection.seat = slots.get(connection.slot).size();
        slots.get(connection.slot).add(connection);
    }

    /// Does not look at a connection any more, so that nothing here keeps it in memory.
    void forget(SseConnection connection) {
        if (connection.slot == NOWHERE) {
            return;
        }
        ArrayList<SseConnection> slot = slots.get(connection.slot);
        SseConnection last = slot.removeLast();
        if (last != connection) {
            slot.set(connection.seat, last);
            last.seat = connection.seat;
        }
        connection.slot = NOWHERE;
    }

    private void tick() {
        current = (current + 1) % SLOTS;
        ArrayList<SseConnection> due = slots.get(current);
        if (!due.isEmpty()) {
            slots.set(current, new ArrayList<>(0));
            due.forEach(connection -> connection.slot = NOWHERE);
            due.forEach(SseConnection::look);
        }
    }
}
