package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import org.jspecify.annotations.Nullable;

/// Folds the events of one case (contract: cases.md). The case is complete from `case.analysis.completed` on,
/// for good, whatever its files' events say later. The state holds nothing else. Not thread-safe.
public final class CaseProgress implements StreamState {

    private static final String COMPLETED = "case.analysis.completed";

    private long completeAt = OPEN;
    /// The `case.analysis.completed` event.
    private @Nullable Word word;

    @Override
    public void apply(Event event, Facts facts) {
        if (!event.type().name().equals(COMPLETED)) {
            return;
        }
        completeAt = Math.min(completeAt, event.recordTime());
        if (word == null || Sequence.isAfter(event.position(), word.at())) {
            word = Word.of(event);
        }
    }

    @Override
    public long completeAt() {
        return completeAt;
    }

    @Override
    public @Nullable Event lastWord() {
        return Word.eventOf(word);
    }

    @Override
    public @Nullable Position lastWordAt() {
        return Word.placeOf(word);
    }

    @Override
    public void write(StateWriter out) {
        Word.write(word, out);
        if (word != null) {
            out.number(word.recordTime() - completeAt);
        }
    }

    @Override
    public void read(StateReader in) {
        word = Word.read(in);
        if (word != null) {
            completeAt = word.recordTime() - in.number();
        }
    }
}
