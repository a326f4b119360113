package io.dealstream.ledger;

import io.dealstream.hub.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Keeps the ledger's account of one stream. When a minute with events begins, it writes a record with an open
/// end, and no event of that minute is shown before Kafka has this record. When the minute is over, another
/// record tells what was shown. While events flow, the next minute begins before the last one is over, so that
/// no reader waits for a record. Belongs to the stream's lane. Source: rights.md, "The ledger of what was
/// shown".
public final class Account {

    /// How long an open record covers the events that are shown.
    static final Duration MINUTE = Duration.ofMinutes(1);

    /// The least part of a minute after which the next one begins. The part is random, so that not all streams
    /// of a deal begin a minute at the same event.
    private static final double EARLIEST = 0.5;

    private static final double LATEST = 0.9;

    private final Showing showing;
    private final Ledger ledger;
    private final String visit;
    private final Executor lane;
    private final Runnable whenOnRecord;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final long openedAt;
    private int parts;
    private @Nullable Part part;
    private long begunAt;
    private long renewAfter;
    private boolean onRecord;
    private long coveredFrom;
    /// The number of the first part since the last cut.
    private int earliest;

    Account(
            Showing showing,
            Ledger ledger,
            String visit,
            Executor lane,
            Runnable whenOnRecord,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.showing = showing;
        this.ledger = ledger;
        this.visit = visit;
        this.lane = lane;
        this.whenOnRecord = whenOnRecord;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.openedAt = clock.millis();
    }

    /// Asks whether an event may be shown now.
    ///
    /// @return true where Kafka has the record that covers it, or the ledger does not work at all. Otherwise
    ///     the callback tells later.
    public boolean admits(Delivery.Message message) {
        long now = nanoTime.getAsLong();
        try {
            Part open = part;
            if (open == null || now - begunAt >= renewAfter) {
                begin(message, now);
            } else {
                open.add(message);
            }
        } catch (RuntimeException | Error failure) {
            ledger.attempt(() -> {
                throw failure;
            });
            return true;
        }
        return isOnRecord(now) || ledger.isAway();
    }

    private boolean isOnRecord(long now) {
        return onRecord && now - coveredFrom < MINUTE.toNanos();
    }

    /// Begins a minute. Its opening record is written before the closing record of the last minute. A reader of
    /// the ledger that found only the closing record would take it for the end.
    private void begin(Delivery.Message message, long now) {
        Part last = part;
        long millis = clock.millis();
        int number = parts++;
        Part fresh = new Part(showing, visit, number, millis);
        fresh.add(message);
        part = fresh;
        begunAt = now;
        renewAfter = (long) (ThreadLocalRandom.current().nextDouble(EARLIEST, LATEST) * MINUTE.toNanos());
        ledger.append(fresh.opening(millis + MINUTE.toMillis()), () -> lane.execute(() -> covered(number, now)));
        if (last != null) {
            ledger.append(last.closing(millis), () -> {});
        }
    }

    private void covered(int number, long since) {
        if (number >= earliest) {
            onRecord = true;
            coveredFrom = since;
            if (isOnRecord(nanoTime.getAsLong())) {
                whenOnRecord.run();
            }
        }
    }

    /// Begins a new part, because the next event does not follow the last one.
    public void cut() {
        ledger.attempt(this::close);
    }

    private void close() {
        Part last = part;
        if (last != null) {
            part = null;
            onRecord = false;
            earliest = parts;
            ledger.append(last.closing(clock.millis()), () -> {});
        }
    }

    /// Must be called at intervals: closes a minute that is over.
    public void look() {
        if (part != null && nanoTime.getAsLong() - begunAt >= MINUTE.toNanos()) {
            cut();
        }
    }

    /// Ends the account with the stream. A stream without events gets a record, too.
    public void end() {
        if (parts == 0) {
            ledger.attempt(
                    () -> ledger.append(new Part(showing, visit, parts++, openedAt).closing(clock.millis()), () -> {}));
        } else {
            cut();
        }
    }
}
