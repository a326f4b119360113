package io.dealstream.ledger;

import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The records on their way to Kafka, in the order in which they came, within a bound. Records that the
/// producer has count until they are acknowledged. Those that fail come back here. Thread-safe.
final class LedgerBuffer {

    /// Roughly how many bytes a record takes beside its ids and lists.
    private static final int USUAL = 512;

    private static final int WORD = 64;

    /// One record of the buffer.
    ///
    /// @param number the record's place in the order
    /// @param weight how many bytes it takes
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

    /// @param most how many bytes may be on their way
    LedgerBuffer(long most, LedgerListener listener, InstantSource clock) {
        this.most = most;
        this.listener = listener;
        this.log = new SparseLog(LedgerBuffer.class, clock);
    }

    /// Adds a record if there is room. Returns whether there was.
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

    /// Waits for the next record, at most for `patience`; null where none came.
    @Nullable
    Entry next(Duration patience) {
        try {
            return waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /// Takes note that Kafka has a record.
    void written(Entry entry) {
        bytes.addAndGet(-entry.weight());
        listener.written();
        log.over("The ledger is complete again");
        entry.whenWritten().run();
    }

    /// Puts a record back that Kafka does not have yet, so that it is written again.
    void putBack(Entry entry) {
        waiting.add(entry);
    }

    /// Drops a record that Kafka will never accept.
    void refused(Entry entry, String reason) {
        bytes.addAndGet(-entry.weight());
        drop(reason);
    }

    private void drop(String reason) {
        long count = dropped.incrementAndGet();
        listener.dropped();
        log.warn("dropped", () -> "The ledger lacks records, " + count + " since the start: " + reason, null);
    }

    /// How many bytes are on their way.
    long bytes() {
        return bytes.get();
    }
}
