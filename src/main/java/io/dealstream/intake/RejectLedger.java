package io.dealstream.intake;

import io.dealstream.event.Partition;
import java.util.TreeSet;

/// What this replica's intake knows of the rejected records of one partition, so that whoever keeps the
/// dead letters need not decode everything again. Bounded: it forgets the oldest rejects, and with them
/// whatever lies before. Safe for many threads.
final class RejectLedger {

    private static final int CAPACITY = 10_000;

    private final Partition partition;
    private final long origin;
    private final TreeSet<Long> rejects = new TreeSet<>();
    private long from;
    private long to;

    /// @param origin the first offset whose reject is kept
    /// @param begin the first offset that the intake reads; of what lies before nothing is known here
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

    /// The record at `offset`, which the intake has just read, is no event.
    synchronized void reject(long offset) {
        rejects.add(offset);
        if (rejects.size() > CAPACITY) {
            from = rejects.removeFirst() + 1;
        }
    }

    synchronized int size() {
        return rejects.size();
    }

    /// The intake has read everything before `offset`.
    synchronized void takenTo(long offset) {
        to = Math.max(to, offset);
    }

    /// Whether the intake has read everything before `offset`.
    synchronized boolean reaches(long offset) {
        return offset <= to;
    }

    /// The first offset from `offset` on whose record may be a reject: one that is known to be, one that is
    /// not known about any more, or the first that the intake has not read yet.
    synchronized long firstSuspect(long offset) {
        if (offset < from || offset >= to) {
            return offset;
        }
        Long reject = rejects.ceiling(offset);
        return reject == null ? to : Math.min(reject, to);
    }
}
