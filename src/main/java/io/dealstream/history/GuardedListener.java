package io.dealstream.history;

import io.dealstream.hub.ResetReason;
import io.dealstream.intake.SparseLog;
import java.time.InstantSource;

/// Passes on what another listener is to hear, and keeps its failures from whoever has something to tell.
final class GuardedListener implements HistoryListener {

    private final HistoryListener listener;
    private final SparseLog log;

    GuardedListener(HistoryListener listener, InstantSource clock) {
        this.listener = listener;
        this.log = new SparseLog(GuardedListener.class, clock);
    }

    @Override
    public void passBegan(int requests, int ranges) {
        tell(() -> listener.passBegan(requests, ranges));
    }

    @Override
    public void passEnded(boolean gaveWay) {
        tell(() -> listener.passEnded(gaveWay));
    }

    @Override
    public void read(long records, long decoded, long bytes) {
        tell(() -> listener.read(records, decoded, bytes));
    }

    @Override
    public void served() {
        tell(listener::served);
    }

    @Override
    public void lost(ResetReason reason) {
        tell(() -> listener.lost(reason));
    }

    @Override
    public void failed() {
        tell(listener::failed);
    }

    @Override
    public void faulted() {
        tell(listener::faulted);
    }

    private void tell(Runnable what) {
        try {
            what.run();
        } catch (Throwable e) {
            log.warn("listener", () -> "What the past costs could not be counted", e);
        }
    }
}
