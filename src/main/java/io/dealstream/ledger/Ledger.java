package io.dealstream.ledger;

import io.dealstream.hub.Delivery;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/// Records what was shown to whom, if a ledger is configured (rights.md, "The ledger of what was shown").
/// Thread-safe. It never fails and never blocks.
public final class Ledger {

    private final LedgerBuffer buffer;
    private final boolean on;
    private final InstantSource clock;
    private final Faults faults;
    private final String replica = UUID.randomUUID().toString();
    private final AtomicLong visits = new AtomicLong();
    private volatile boolean away;

    /// @param on whether a ledger is configured
    Ledger(LedgerBuffer buffer, boolean on, InstantSource clock, Faults faults) {
        this.buffer = buffer;
        this.on = on;
        this.clock = clock;
        this.faults = faults;
    }

    /// Whether a ledger is configured.
    public boolean isOn() {
        return on;
    }

    /// Whether the ledger does not work now, so that nothing must wait for it.
    public boolean isAway() {
        return away;
    }

    /// Takes note that a delivery waited in vain. Nothing waits any more until a record is written again.
    public void waitedInVain() {
        away = true;
    }

    /// How many bytes of records are still to be written.
    public long waiting() {
        return buffer.bytes();
    }

    /// Begins the account of a stream.
    ///
    /// @param showing the caller and the stream
    /// @param lane the stream's lane
    /// @param whenOnRecord run on the lane, when an event may be shown that [Account#admits] has held back
    public Account open(Showing showing, Executor lane, Runnable whenOnRecord) {
        return new Account(showing, this, visit(), lane, whenOnRecord, clock, System::nanoTime);
    }

    /// Records an answer with events.
    ///
    /// @param showing the caller and the stream
    /// @param messages the events of the answer
    /// @param whenOnRecord run when Kafka has the record, on any thread; never, if the record is dropped
    public void tell(Showing showing, List<Delivery.Message> messages, Runnable whenOnRecord) {
        attempt(() -> {
            long now = clock.millis();
            Part part = new Part(showing, visit(), 0, now);
            messages.forEach(part::add);
            append(part.closing(now), whenOnRecord);
        });
    }

    /// Records an answer with a state.
    ///
    /// @param showing the caller and the stream
    /// @param place the id of the place in the stream that the state shows
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

    /// Runs a task whose failure must not affect the reader.
    void attempt(Runnable writing) {
        faults.attempt(Task.LEDGER, writing);
    }

    private String visit() {
        return replica + "-" + visits.incrementAndGet();
    }
}
