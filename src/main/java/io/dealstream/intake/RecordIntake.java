package io.dealstream.intake;

import io.dealstream.decode.Decoded;
import io.dealstream.decode.RecentIds;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.event.Event;
import io.dealstream.intake.IntakeListener.Loss;
import io.dealstream.intake.PartitionProgress.Place;
import io.dealstream.tasks.SparseLog;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Takes records in, one by one and in the order of their partition. Events go to the hub, other records are
/// noted for the dead letters, and no record stops the next one from being taken. Belongs to the intake's
/// thread.
final class RecordIntake {

    private final RecordDecoder decoder;
    private final RecentIds recentIds;
    private final EventSink sink;
    private final Earlier earlier;
    private final RejectLedgers ledgers;
    private final IntakeListener listener;
    private final SparseLog log;

    RecordIntake(
            RecordDecoder decoder,
            RecentIds recentIds,
            EventSink sink,
            Earlier earlier,
            RejectLedgers ledgers,
            IntakeListener listener,
            InstantSource clock) {
        this.decoder = decoder;
        this.recentIds = recentIds;
        this.sink = sink;
        this.earlier = earlier;
        this.ledgers = ledgers;
        this.listener = listener;
        this.log = new SparseLog(RecordIntake.class, clock);
    }

    /// Begins or continues a partition at a place.
    void place(PartitionProgress progress, StartPoint point) {
        if (progress.place() == Place.ASTRAY) {
            long lost = progress.resume(point);
            if (lost > 0) {
                lose(progress, lost, Loss.RETENTION);
            }
            taken(progress, point.offset());
        } else {
            begin(progress, point);
        }
    }

    private void begin(PartitionProgress progress, StartPoint found) {
        EarlierRange before = new EarlierRange(progress.partition(), found);
        StartPoint point = earlier.announce(before, found);
        ledgers.open(progress.partition(), point.earlier(), point.offset());
        sink.begins(progress.begin(point));
        if (point.hasEarlier()) {
            earlier.add(before);
        }
    }

    /// Takes a partition's next records.
    void take(PartitionProgress progress, List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (progress.hasGap()) {
                sink.begins(progress.closeGap(record.offset(), record.timestamp()));
            }
            take(progress, record);
        }
    }

    private void take(PartitionProgress progress, ConsumerRecord<byte[], byte[]> record) {
        try {
            switch (decoder.decode(record, progress.take(record.offset(), record.timestamp()))) {
                case Decoded.Accepted accepted -> accept(accepted);
                case Decoded.Rejected rejected -> reject(progress, record.offset(), rejected);
            }
        } catch (RuntimeException | Error e) {
            // A fault of ours must cost this record only, and an Error, too. It would end the session, which
            // leaves the record out as well, but uncounted, and after a pause for all.
            listener.recordFailed();
            log.warn("failed", () -> "Could not take in " + name(progress, record.offset()), e);
        }
    }

    private void accept(Decoded.Accepted accepted) {
        Event event = accepted.event();
        if (recentIds.isRepeat(event.tenant(), accepted.source(), event.id(), event.position())) {
            listener.repeatDropped();
        } else {
            listener.recordTaken(event.type());
            if (accepted.mistimed()) {
                listener.timeReplaced(event.position().partition().topic());
            }
            sink.publish(event, accepted.facts());
        }
    }

    private void reject(PartitionProgress progress, long offset, Decoded.Rejected rejected) {
        ledgers.of(progress.partition()).ifPresent(ledger -> ledger.reject(offset));
        listener.recordRejected(rejected.reason());
        String reason = rejected.reason().code();
        log.warn(reason, () -> "Rejected " + name(progress, offset) + ": " + reason + ", " + rejected.detail(), null);
    }

    /// Takes note that everything of a partition before `offset` is taken, or needs no taking.
    void taken(PartitionProgress progress, long offset) {
        progress.passed(offset);
        ledgers.of(progress.partition()).ifPresent(ledger -> ledger.takenTo(progress.next()));
    }

    /// The end of a batch, see [EventSink#completeAsOf] and [EventSink#horizon].
    void settle(long completeAsOf, long horizon) {
        sink.completeAsOf(completeAsOf);
        sink.horizon(horizon);
    }

    /// Skips a partition's next record, whose bytes are damaged. There is nothing to write as a dead letter.
    void skip(PartitionProgress progress) {
        lose(progress, 1, Loss.CORRUPT);
        taken(progress, progress.next() + 1);
    }

    private void lose(PartitionProgress progress, long count, Loss loss) {
        listener.recordsLost(progress.partition().topic(), count, loss);
        log.warn(
                loss.name(),
                switch (loss) {
                    case RETENTION ->
                        "Kafka has deleted up to " + count + " records unread before "
                                + name(progress, progress.next());
                    case CORRUPT -> "Kafka holds damaged bytes instead of " + name(progress, progress.next());
                });
    }

    private static String name(PartitionProgress progress, long offset) {
        return "the record at " + progress.topicPartition() + " offset " + offset;
    }
}
