package io.dealstream.history;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// One range of one partition, read once for all requests that want something of it. Belongs to its pass.
final class Scan {

    private final Recollection recollection;
    private final Faults faults;
    private final Partition partition;
    private final Readership readership;
    private final List<RemainingRange> remaining;
    private final IdentityHashMap<PastRequest, RemainingRange> byRequest = new IdentityHashMap<>();
    private final long end;
    private long next;
    private long watermark;
    private long decoded;

    private Scan(Recollection recollection, Faults faults, Readership readership, List<RemainingRange> remaining) {
        this.readership = readership;
        this.recollection = recollection;
        this.faults = faults;
        this.partition = remaining.getFirst().partition();
        this.remaining = remaining;
        this.next = remaining.stream().mapToLong(RemainingRange::next).min().orElseThrow();
        this.end = remaining.stream().mapToLong(RemainingRange::end).max().orElseThrow();
        // Of the ranges that begin here, take the least watermark: PastCheck says why this is exact for all of
        // them.
        this.watermark = remaining.stream()
                .filter(range -> range.next() == next)
                .mapToLong(RemainingRange::watermark)
                .min()
                .orElseThrow();
        for (RemainingRange range : remaining) {
            byRequest.put(range.request(), range);
            range.attach(this);
        }
    }

    /// Makes the scans that serve the remaining ranges of one partition, in the order of offsets.
    ///
    /// @param gap up to so many unwanted records are read and not skipped
    /// @param readership the requests of the pass
    static List<Scan> over(
            List<RemainingRange> remaining, long gap, Recollection recollection, Faults faults, Readership readership) {
        List<Scan> scans = new ArrayList<>();
        List<RemainingRange> near = new ArrayList<>();
        long end = Long.MAX_VALUE - gap;
        for (RemainingRange range : remaining.stream()
                .sorted(Comparator.comparingLong(RemainingRange::next))
                .toList()) {
            if (range.next() > end + gap) {
                scans.add(new Scan(recollection, faults, readership, near));
                near = new ArrayList<>();
                end = range.end();
            }
            end = near.isEmpty() ? range.end() : Math.max(end, range.end());
            near.add(range);
        }
        scans.add(new Scan(recollection, faults, readership, near));
        return scans;
    }

    Partition partition() {
        return partition;
    }

    /// The offset of the next record to read.
    long next() {
        return next;
    }

    /// How far the scan has come, epoch ms: no later record has a lesser watermark.
    long watermark() {
        return watermark;
    }

    /// How many records were decoded.
    long decoded() {
        return decoded;
    }

    boolean isOver() {
        return remaining.isEmpty();
    }

    /// Takes the next record.
    ///
    /// @return whether the scan wants more records
    boolean take(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() > end || remaining.isEmpty()) {
            return false;
        }
        long reached = Math.max(watermark, record.timestamp());
        Optional<Event> event = Optional.empty();
        if (readership.mayWant(record)) {
            decoded++;
            event = read(record, new Position(partition, record.offset(), reached));
        }
        // only after the record was read: until then the place stays where it was
        watermark = reached;
        next = record.offset() + 1;
        event.ifPresent(this::dispatch);
        return true;
    }

    /// Decodes a record. A failure affects only the requests that may want the record.
    private Optional<Event> read(ConsumerRecord<byte[], byte[]> record, Position position) {
        try {
            return recollection.event(record, position, readership::wants);
        } catch (Throwable e) {
            faults.of(Task.HISTORY, e);
            for (RemainingRange range : List.copyOf(remaining)) {
                if (range.mayWant(record)) {
                    range.request().spoil();
                }
            }
            return Optional.empty();
        }
    }

    /// Takes note that everything before `offset` has been read.
    ///
    /// @return whether that is progress
    boolean passed(long offset) {
        boolean further = offset > next;
        next = Math.max(next, offset);
        for (RemainingRange range : List.copyOf(remaining)) {
            if (range.end() < next) {
                remove(range);
                range.request().finished(range);
            }
        }
        return further;
    }

    void remove(RemainingRange range) {
        range.detach();
        remaining.remove(range);
        byRequest.remove(range.request());
    }

    private void dispatch(Event event) {
        for (Subject subject : event.subjects()) {
            for (PastRequest request : readership.of(new StreamKey(event.tenant(), subject))) {
                RemainingRange range = byRequest.get(request);
                if (range != null) {
                    range.take(event);
                }
            }
        }
    }
}
