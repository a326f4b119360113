package io.dealstream.ledger;

import io.dealstream.hub.Delivery;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/// Where it is written down what was shown to whom, if there is such a place. Thread-safe; it never fails and never
/// waits for anything.
public final class Ledger {

    private final LedgerBuffer buffer;
    private final boolean on;
    private final InstantSource clock;
    private final Faults faults;
    private final String replica = UUID.randomUUID().toString();
    private final AtomicLong visits = new AtomicLong();
    private volatile boolean away;

    /// @param on whether anything is written down
    Ledger(LedgerBuffer buffer, boolean on, InstantSource clock, Faults faults) {
        this.buffer = buffer;
        this.on = on;
        this.clock = clock;
        this.faults = faults;
    }

    /// Whether anything is written down.
    public boolean isOn() {
        return on;
    }

    /// Whether records are not written now, so that nothing is to wait for them.
    public boolean isAway() {
        return away;
    }

    /// Somebody has waited in vain: until a record is written again, nobody else is to wait.
    public void waitedInVain() {
        away = true;
    }

    /// What is still to be written, in bytes.
    public long waiting() {
        return buffer.bytes();
    }

    /// Begins the account of a stream.
    ///
    /// @param lane the stream's
    /// @param whenOnRecord run on the lane, when what [Account#admits] did not admit may be handed over
    public Account open(Showing showing, Executor lane, Runnable whenOnRecord) {
        return new Account(showing, this, visit(), lane, whenOnRecord, clock, System::nanoTime);
    }

    /// Writes down an answer with events.
    ///
    /// @param whenOnRecord run when that is written, on any thread; never, if it is dropped
    public void tell(Showing showing, List<Delivery.Message> messages, Runnable whenOnRecord) {
        attempt(() -> {
            long now = clock.millis();
            Part part = new Part(showing, visit(), 0, now);
            messages.forEach(part::add);
            append(part.closing(now), whenOnRecord);
        });
    }

    /// Writes down an answer with a state.
    ///
    /// @param place the id as of which it is
    /// @param whenOnRecord as for [#tell]
    public void show(Showing showing, String place, Runnable whenOnRecord) {
        attempt(() -> {
            long now = clock.millis();
            append(new LedgerRecord(showing, visit(), 0, null, place, List.of(), 0, now, now, false), whenOnRecord);
        });
    }

    void append(LedgerRecord record, Runnable whenWritten) {
        boolean taken = buffer.offer(record, () -> {
            away = false;
            attempt(whenWritten);
        });
        if (!taken) {
            away = true;
        }
    }

    /// Does what must not fail for whoever is shown something.
    void attempt(Runnable writing) {
        faults.attempt(Task.LEDGER, writing);
    }

    private String visit() {
        return replica + "-" + visits.incrementAndGet();
    }
}
