package io.dealstream.intake;

import io.dealstream.event.Partition;
import java.util.TreeSet;

/// The rejected records of one partition, as this replica's intake knows them, so that the keeper of dead
/// letters need not decode everything again. Bounded: it forgets the oldest rejects, and then knows nothing of
/// older records either. Thread-safe.
final class RejectLedger {

    private static final int CAPACITY = 10_000;

    private final Partition partition;
    private final long origin;
    private final TreeSet<Long> rejects = new TreeSet<>();
    private long from;
    private long to;

    /// @param origin the first offset whose rejected record becomes a dead letter
    /// @param begin the first offset that the intake reads; nothing is known here of earlier records
    RejectLedger(Partition partition, long origin, long begin) {
        this.partition = partition;
        this.origin = origin;
        this.from = begin;
        this.to = begin;
    }

    Partition partition() {
        return partition;
    }

    long origin() {
        return origin;
    }

    /// Takes note that the record at `offset`, which the intake has just read, is no event.
    synchronized void reject(long offset) {
        rejects.add(offset);
        if (rejects.size() > CAPACITY) {
            from = rejects.removeFirst() + 1;
        }
    }

    synchronized int size() {
        return rejects.size();
    }

    /// Takes note that the intake has read everything before `offset`.
    synchronized void takenTo(long offset) {
        to = Math.max(to, offset);
    }

    /// Whether the intake has read everything before `offset`.
    synchronized boolean reaches(long offset) {
        return offset <= to;
    }

    /// The first offset from `offset` on whose record may be rejected: one that is known to be, one that is
    /// forgotten, or the first that the intake has not read yet.
    synchronized long firstSuspect(long offset) {
        if (offset < from || offset >= to) {
            return offset;
        }
        Long reject = rejects.ceiling(offset);
        return reject == null ? to : Math.min(reject, to);
    }
}
