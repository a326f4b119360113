package io.dealstream.intake;

import io.dealstream.decode.Decoded;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.event.Position;
import io.dealstream.intake.DeadLetter.Form;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The dead letters among the next records of one partition, up to as many as go into one transaction.
final class LetterBatch {

    private static final int MOST_BYTES = 8 << 20;

    private final Map<DeadLetter, Form> letters = new LinkedHashMap<>();
    private final int most;
    private int bytes;
    private long next;

    /// @param from the offset of the next record
    /// @param most how many letters the batch takes, at least 1
    LetterBatch(long from, int most) {
        this.most = most;
        this.next = from;
    }

    /// Decodes the next record, unless the ledger knows that it is an event.
    void look(
            ConsumerRecord<byte[], byte[]> record,
            RecordDecoder decoder,
            RejectLedger ledger,
            OwnedPartition partition) {
        next = record.offset() + 1;
        if (ledger.firstSuspect(record.offset()) > record.offset()) {
            return;
        }
        Position position = new Position(ledger.partition(), record.offset(), record.timestamp());
        if (decoder.decode(record, position) instanceof Decoded.Rejected rejected) {
            letters.put(new DeadLetter(record, rejected), partition.form(record.offset()));
            bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
    }

    /// Takes note that everything before `offset` was looked at, or needs no look.
    void passed(long offset) {
        next = Math.max(next, offset);
    }

    boolean isFull() {
        return letters.size() >= most || bytes >= MOST_BYTES;
    }

    /// The letters with their forms, in the order of the records.
    Map<DeadLetter, Form> letters() {
        return Collections.unmodifiableMap(letters);
    }

    /// The offset of the record after the last that was looked at.
    long next() {
        return next;
    }
}
