package io.dealstream.history;

import io.dealstream.intake.SparseLog;
import java.time.InstantSource;

/// What goes wrong on our side while the past is read: counted, and logged at most once a minute for each kind.
final class Faults {

    private final HistoryListener listener;
    private final SparseLog log;

    Faults(HistoryListener listener, InstantSource clock) {
        this.listener = listener;
        this.log = new SparseLog(Faults.class, clock);
    }

    /// Takes note of a fault. Never fails itself.
    ///
    /// @param what one of few
    void report(String what, Throwable fault) {
        try {
            listener.faulted();
            log.warn(what, () -> what, fault);
        } catch (Throwable e) {
            // memory may be short: whoever reports has more important things to do than to fail again
        }
    }
}
