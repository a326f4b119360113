package io.dealstream.intake;

import io.dealstream.decode.Decoded;
import io.dealstream.decode.RecentIds;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.tasks.SparseLog;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Takes in the records before the places where the intake began, as [RecordIntake] does those behind. It
/// ignores records that are no events, because the dead letters' keeper finds them. Belongs to the thread that
/// reads them.
final class EarlierRecordIntake {

    /// How many of the latest events are remembered: retries come within minutes.
    private static final int REMEMBERED = 100_000;

    private final RecordDecoder decoder;
    private final RecentIds present;
    private final RandomGenerator random;
    private final EventSink sink;
    private final IntakeListener listener;
    private final SparseLog log;
    private @Nullable RecentIds past;

    /// @param present the intake's memory of ids; read, but not added to
    /// @param random for the memory of the ids that are read here, which finds retries among them
    EarlierRecordIntake(
            RecordDecoder decoder,
            RecentIds present,
            RandomGenerator random,
            EventSink sink,
            IntakeListener listener,
            InstantSource clock) {
        this.decoder = decoder;
        this.present = present;
        this.random = random;
        this.sink = sink;
        this.listener = listener;
        this.log = new SparseLog(EarlierRecordIntake.class, clock);
    }

    /// Takes a partition's next records, up to the range's end.
    void take(EarlierRange range, List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!range.contains(record.offset())) {
                return;
            }
            take(record, range.take(record.offset(), record.timestamp()));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Position position) {
        try {
            switch (decoder.decode(record, position)) {
                case Decoded.Accepted accepted -> accept(accepted);
                case Decoded.Rejected rejected -> listener.recordRejected(rejected.reason());
            }
        } catch (RuntimeException | Error e) {
            // a fault of ours must cost this record only
            listener.recordFailed();
            log.warn(
                    "failed",
                    () -> "Could not take in the record at " + record.topic() + "-" + record.partition() + " offset "
                            + record.offset(),
                    e);
        }
    }

    private void accept(Decoded.Accepted accepted) {
        Event event = accepted.event();
        if (present.isKnownElsewhere(event.tenant(), accepted.source(), event.id(), event.position())
                || past().isRepeat(event.tenant(), accepted.source(), event.id(), event.position())) {
            listener.repeatDropped();
        } else {
            listener.recordTaken(event.type());
            if (accepted.mistimed()) {
                listener.timeReplaced(event.position().partition().topic());
            }
            sink.earlier(event, accepted.facts());
        }
    }

    private RecentIds past() {
        if (past == null) {
            past = new RecentIds(REMEMBERED, random);
        }
        return past;
    }

    /// Frees the memory of ids, once everything is taken in.
    void forget() {
        past = null;
    }
}
