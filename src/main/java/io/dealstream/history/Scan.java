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

/// One range of one partition, read once for all the requests that want something of it. Belongs to its pass.
final class Scan {

    private final Recollection recollection;
    private final Faults faults;
    private final Partition partition;
    private final Readership readership;
    private final List<Leg> legs;
    private final IdentityHashMap<Recall, Leg> byRecall = new IdentityHashMap<>();
    private final long end;
    private long next;
    private long watermark;
    private long decoded;

    private Scan(Recollection recollection, Faults faults, Readership readership, List<Leg> legs) {
        this.readership = readership;
        this.recollection = recollection;
        this.faults = faults;
        this.partition = legs.getFirst().partition();
        this.legs = legs;
        this.next = legs.stream().mapToLong(Leg::next).min().orElseThrow();
        this.end = legs.stream().mapToLong(Leg::end).max().orElseThrow();
        // Of those that begin here, the one that knows least: see Admission for why this is exact for all of them.
        this.watermark = legs.stream()
                .filter(leg -> leg.next() == next)
                .mapToLong(Leg::watermark)
                .min()
                .orElseThrow();
        for (Leg leg : legs) {
            byRecall.put(leg.recall(), leg);
            leg.attach(this);
        }
    }

    /// The scans that serve the legs of one partition, in the order of offsets.
    ///
    /// @param gap how many records that nobody wants are rather read than jumped over
    /// @param readership of the pass
    static List<Scan> over(List<Leg> legs, long gap, Recollection recollection, Faults faults, Readership readership) {
        List<Scan> scans = new ArrayList<>();
        List<Leg> near = new ArrayList<>();
        long end = Long.MAX_VALUE - gap;
        for (Leg leg : legs.stream().sorted(Comparator.comparingLong(Leg::next)).toList()) {
            if (leg.next() > end + gap) {
                scans.add(new Scan(recollection, faults, readership, near));
                near = new ArrayList<>();
                end = leg.end();
            }
            end = near.isEmpty() ? leg.end() : Math.max(end, leg.end());
            near.add(leg);
        }
        scans.add(new Scan(recollection, faults, readership, near));
        return scans;
    }

    Partition partition() {
        return partition;
    }

    /// The offset that is to be read next.
    long next() {
        return next;
    }

    /// Epoch ms: what is to come has no lesser watermark.
    long watermark() {
        return watermark;
    }

    /// How many records were looked at closely.
    long decoded() {
        return decoded;
    }

    boolean isOver() {
        return legs.isEmpty();
    }

    /// Takes the next record.
    ///
    /// @return whether more is wanted
    boolean take(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() > end || legs.isEmpty()) {
            return false;
        }
        long reached = Math.max(watermark, record.timestamp());
        Optional<Event> event = Optional.empty();
        if (readership.mayWant(record)) {
            decoded++;
            event = read(record, new Position(partition, record.offset(), reached));
        }
        // not before it has been read: until then the place is where it was
        watermark = reached;
        next = record.offset() + 1;
        event.ifPresent(this::dispatch);
        return true;
    }

    /// What fails here fails for those alone who may want the record.
    private Optional<Event> read(ConsumerRecord<byte[], byte[]> record, Position position) {
        try {
            return recollection.event(record, position, readership::wants);
        } catch (Throwable e) {
            faults.of(Task.HISTORY, e);
            for (Leg leg : List.copyOf(legs)) {
                if (leg.mayWant(record)) {
                    leg.recall().spoil();
                }
            }
            return Optional.empty();
        }
    }

    /// Everything before `offset` has been read.
    ///
    /// @return whether that is news
    boolean passed(long offset) {
        boolean further = offset > next;
        next = Math.max(next, offset);
        for (Leg leg : List.copyOf(legs)) {
            if (leg.end() < next) {
                remove(leg);
                leg.recall().finished(leg);
            }
        }
        return further;
    }

    void remove(Leg leg) {
        leg.detach();
        legs.remove(leg);
        byRecall.remove(leg.recall());
    }

    private void dispatch(Event event) {
        for (Subject subject : event.subjects()) {
            for (Recall recall : readership.of(new StreamKey(event.tenant(), subject))) {
                Leg leg = byRecall.get(recall);
                if (leg != null) {
                    leg.take(event);
                }
            }
        }
    }
}
