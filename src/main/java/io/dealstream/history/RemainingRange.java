package io.dealstream.history;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What is still to be read of one partition for one request. Belongs to the worker that has the request.
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
    /// @param watermark epoch ms: up to where records before `next` have been, see [PastCheck]
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

    /// Up to where the partition has been read for this range, as time: what is to come has no lesser watermark.
    long watermark() {
        return scan == null ? watermark : Math.max(watermark, scan.watermark());
    }

    /// Whether the last record was read just before it left: a later pass would wait for one that need not come.
    boolean isOver() {
        return next > end;
    }

    void attach(Scan reading) {
        scan = reading;
    }

    /// Remembers how far reading came. A scan that never got as far as this range leaves it as it was.
    void detach() {
        if (scan != null && scan.next() > next) {
            watermark = watermark();
            next = scan.next();
        }
        scan = null;
    }

    /// Begins later than it should: what lies before `offset` is gone.
    void skipTo(long offset) {
        next = Math.max(next, offset);
    }

    /// Leaves the scan that reads it.
    void leave() {
        if (scan != null) {
            scan.remove(this);
        }
    }

    /// Whether the record may be one that the request is to get. Never says no of one that is.
    boolean mayWant(ConsumerRecord<byte[], byte[]> record) {
        return next <= record.offset()
                && record.offset() <= end
                && RecordFilter.by(request.streams()).mayWant(record);
    }

    /// Gives the request an event if it is to get it, once, though it may be on several of its streams.
    void take(Event event) {
        long offset = event.position().offset();
        boolean wanted = next <= offset && offset <= end && taken < offset;
        if (wanted && !request.after().covers(event.position())) {
            taken = offset;
            request.take(this, event);
        }
    }
}
