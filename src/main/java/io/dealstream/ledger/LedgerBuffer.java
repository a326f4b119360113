package io.dealstream.ledger;

import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Records on their way to Kafka, in the order in which they came, within a bound. Those that are with the producer
/// count until they are acknowledged, and come back here when they are not. Thread-safe.
final class LedgerBuffer {

    /// What a record takes beside its ids and lists, roughly, in bytes.
    private static final int USUAL = 512;

    private static final int WORD = 64;

    /// One record.
    ///
    /// @param number its place in the order
    /// @param weight what it takes, in bytes
    record Entry(long number, LedgerRecord content, long weight, Runnable whenWritten) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            return Long.compare(number, other.number);
        }
    }

    private final long most;
    private final LedgerListener listener;
    private final SparseLog log;
    private final PriorityBlockingQueue<Entry> waiting = new PriorityBlockingQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /// @param most how much may be on its way, in bytes
    LedgerBuffer(long most, LedgerListener listener, InstantSource clock) {
        this.most = most;
        this.listener = listener;
        this.log = new SparseLog(LedgerBuffer.class, clock);
    }

    /// Takes a record if there is room.
    ///
    /// @param whenWritten run once Kafka has it, on the producer's thread
    boolean offer(LedgerRecord record, Runnable whenWritten) {
        long weight = weight(record);
        if (bytes.addAndGet(weight) > most) {
            bytes.addAndGet(-weight);
            drop("there is no room for them to wait for Kafka");
            return false;
        }
        waiting.add(new Entry(numbers.getAndIncrement(), record, weight, whenWritten));
        return true;
    }

    private static long weight(LedgerRecord record) {
        long weight = USUAL + (long) WORD * record.words().size();
        weight += record.showing().stream().subject().id().length();
        weight += record.first() == null ? 0 : record.first().id().length();
        return weight + (record.lastId() == null ? 0 : record.lastId().length());
    }

    /// Waits for the next record, but not longer than `patience`.
    @Nullable
    Entry next(Duration patience) {
        try {
            return waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /// Kafka has a record.
    void written(Entry entry) {
        bytes.addAndGet(-entry.weight());
        listener.written();
        log.over("The ledger is complete again");
        entry.whenWritten().run();
    }

    /// Kafka does not have a record yet: it is tried again.
    void putBack(Entry entry) {
        waiting.add(entry);
    }

    /// Kafka will never have a record.
    void refused(Entry entry, String reason) {
        bytes.addAndGet(-entry.weight());
        drop(reason);
    }

    private void drop(String reason) {
        long count = dropped.incrementAndGet();
        listener.dropped();
        log.warn("dropped", () -> "The ledger lacks records, " + count + " since the start: " + reason, null);
    }

    /// What is on its way, in bytes.
    long bytes() {
        return bytes.get();
    }
}
