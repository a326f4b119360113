package io.dealstream.intake;

import io.dealstream.intake.DeadLetter.Form;
import io.dealstream.kafka.Offsets;
import io.dealstream.tasks.Pause;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A partition whose dead letters this replica writes, and its progress. Belongs to the keeper's thread.
final class OwnedPartition {

    private static final int MOST_LETTERS = 500;
    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final TopicPartition name;
    private final Map<Long, Form> forms = new HashMap<>();
    private @Nullable RejectLedger ledger;
    private long handled;
    private long committed;
    private long writtenUntil;
    private long carefulUntil;
    private long failingAt = Offsets.NONE;
    private int attempts;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private final Pause pause = new Pause();

    OwnedPartition(TopicPartition name) {
        this.name = name;
    }

    TopicPartition name() {
        return name;
    }

    /// Whether its progress is known, for the present incarnation of the topic.
    boolean isStarted(RejectLedger current) {
        return ledger == current;
    }

    /// Continues at the group's committed offset; without one, where the intake's records that count begin.
    ///
    /// @param known the group's commit, or null; an offset of an earlier incarnation does not count
    void start(RejectLedger current, @Nullable OffsetAndMetadata known) {
        ledger = current;
        if (known != null && known.metadata().equals(incarnation(current))) {
            committed = known.offset();
            handled = known.offset();
        } else {
            committed = Offsets.NONE;
            handled = current.origin();
        }
    }

    /// Forgets the group's progress, and tries nothing for a while.
    void fail(long now) {
        ledger = null;
        pause.begin(now, pauseMillis);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    /// From now on, writes each letter in a transaction of its own, so that trouble with one letter does not
    /// affect the others.
    void beCareful() {
        carefulUntil = Math.max(carefulUntil, writtenUntil);
    }

    /// How many letters to write in one transaction.
    int mostLetters() {
        return handled < carefulUntil ? 1 : MOST_LETTERS;
    }

    boolean isPaused(long now) {
        return !pause.isOver(now);
    }

    /// The offset of the next record to look at, past all records that are known to be events.
    long next(RejectLedger current) {
        handled = current.firstSuspect(handled);
        return handled;
    }

    /// Takes note that everything before `offset` is done.
    void handled(long offset) {
        handled = Math.max(handled, offset);
        forms.keySet().removeIf(done -> done < handled);
    }

    /// Takes note that `offset` is committed.
    void committed(long offset) {
        committed = offset;
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    /// The commit that is due, if any.
    Optional<OffsetAndMetadata> uncommitted() {
        return ledger == null || handled == committed ? Optional.empty() : Optional.of(progress(ledger, handled));
    }

    /// Whether reading at `offset` has failed so often that the record there is given up.
    boolean isHopeless(long offset) {
        attempts = offset == failingAt ? attempts + 1 : 1;
        failingAt = offset;
        return attempts >= ATTEMPTS;
    }

    /// The commit that belongs to the letters of the rejected records before `offset`.
    OffsetAndMetadata write(RejectLedger current, long offset) {
        writtenUntil = offset;
        return progress(current, offset);
    }

    private static OffsetAndMetadata progress(RejectLedger current, long offset) {
        return new OffsetAndMetadata(offset, incarnation(current));
    }

    /// The form in which to write the letter of the record at `offset`.
    Form form(long offset) {
        return forms.getOrDefault(offset, Form.WHOLE);
    }

    /// Takes note that the broker found the letter of the record at `offset` too large.
    void cut(long offset) {
        forms.put(offset, form(offset).smaller());
    }

    private static String incarnation(RejectLedger ledger) {
        return Integer.toHexString(ledger.partition().tag());
    }
}
