package io.dealstream.sse;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/// A timer wheel that calls every connection of one event loop at intervals. One timer serves them all, because
/// a timer for each would cost more than the heartbeats. Belongs to its event loop. No failure stops it, and a
/// failure of one connection affects no other.
final class Wheel {

    /// How late a call may come, in ms.
    static final long TICK_MILLIS = 250;

    /// The slot of a connection that is not on the wheel.
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

    /// Calls [SseConnection#look] once, after a delay of at most one turn of the wheel (64 s).
    ///
    /// @param millis the delay in ms
    void lookAfter(SseConnection connection, long millis) {
        long ticks = Math.clamp((millis + TICK_MILLIS - 1) / TICK_MILLIS, 1, SLOTS - 1);
        connection.slot = (int) ((current + ticks) % SLOTS);
        connection.seat = slots.get(connection.slot).size();
        slots.get(connection.slot).add(connection);
    }

    /// Takes a connection off the wheel, so that the wheel does not keep it in memory.
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
