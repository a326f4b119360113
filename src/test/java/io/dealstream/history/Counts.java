package io.dealstream.history;

import io.dealstream.hub.ResetReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what a history does.
class Counts implements HistoryListener {

    final AtomicLong passes = new AtomicLong();
    final AtomicLong records = new AtomicLong();
    final AtomicLong decoded = new AtomicLong();
    final AtomicLong served = new AtomicLong();
    final AtomicLong failures = new AtomicLong();
    final AtomicLong running = new AtomicLong();
    final AtomicLong yields = new AtomicLong();
    final List<ResetReason> lost = new CopyOnWriteArrayList<>();

    @Override
    public void passBegan(int requests, int ranges) {
        passes.incrementAndGet();
        running.incrementAndGet();
    }

    @Override
    public void passEnded(boolean gaveWay) {
        running.decrementAndGet();
        if (gaveWay) {
            yields.incrementAndGet();
        }
    }

    @Override
    public void read(long records, long decoded, long bytes) {
        this.records.addAndGet(records);
        this.decoded.addAndGet(decoded);
    }

    @Override
    public void served() {
        served.incrementAndGet();
    }

    @Override
    public void lost(ResetReason reason) {
        lost.add(reason);
    }

    @Override
    public void failed() {
        failures.incrementAndGet();
    }
}
