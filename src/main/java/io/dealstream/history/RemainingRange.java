package io.dealstream.history;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The rest of one partition that one request still has to read. Belongs to the worker that has the request.
final class RemainingRange {

    private final PastRequest request;
    private final Partition partition;
    private final long end;
    private long next;
    private long watermark;
    private long taken = -1;
    private @Nullable Scan scan;

    /// @param next the first offset
    /// @param end the last offset
    /// @param watermark the start value for watermarks, epoch ms, see [PastCheck]
    RemainingRange(PastRequest request, Partition partition, long next, long end, long watermark) {
        this.request = request;
        this.partition = partition;
        this.next = next;
        this.end = end;
        this.watermark = watermark;
    }

    PastRequest request() {
        return request;
    }

    Partition partition() {
        return partition;
    }

    long next() {
        return next;
    }

    long end() {
        return end;
    }

    /// How far the partition has been read for this range, epoch ms: no later record has a lesser watermark.
    long watermark() {
        return scan == null ? watermark : Math.max(watermark, scan.watermark());
    }

    /// Whether everything is read, also where the last record was read just before the range left its scan. A
    /// later pass would wait for a record that may never come.
    boolean isOver() {
        return next > end;
    }

    void attach(Scan reading) {
        scan = reading;
    }

    /// Takes over how far the scan came. A scan that never reached this range leaves it as it was.
    void detach() {
        if (scan != null && scan.next() > next) {
            watermark = watermark();
            next = scan.next();
        }
        scan = null;
    }

    /// Skips the records before `offset`, which are gone.
    void skipTo(long offset) {
        next = Math.max(next, offset);
    }

    /// Leaves its scan.
    void leave() {
        if (scan != null) {
            scan.remove(this);
        }
    }

    /// Whether the request may want a record. It is never false where it does.
    boolean mayWant(ConsumerRecord<byte[], byte[]> record) {
        return next <= record.offset()
                && record.offset() <= end
                && RecordFilter.by(request.streams()).mayWant(record);
    }

    /// Gives the request an event, if it wants it, and once, even if the event is on several of its streams.
    void take(Event event) {
        long offset = event.position().offset();
        boolean wanted = next <= offset && offset <= end && taken < offset;
        if (wanted && !request.after().covers(event.position())) {
            taken = offset;
            request.take(this, event);
        }
    }
}
