package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import org.jspecify.annotations.Nullable;

/// Folds the events of one case (contract: cases.md): complete from `case.analysis.completed` on, for good,
/// whatever its files still say.
public final class CaseProgress implements StreamState {

    private final Parts<CaseFile> files;
    private @Nullable Latest outcome;
    private @Nullable Latest message;
    private long completeAt = OPEN;
    /// The `case.analysis.completed` event.
    private @Nullable Word word;

    /// A case never heard of.
    ///
    /// @param maxFiles how many files are remembered, at least 1
    public CaseProgress(int maxFiles) {
        this.files = new Parts<>(maxFiles);
    }

    @Override
    public void apply(Event event, Facts facts) {
        switch (event.type().name()) {
            case "file.analysis.progress" -> heard(event, facts, null);
            case "file.analysis.completed" -> {
                String said = facts.get("outcome");
                heard(event, facts, said == null ? "success" : said);
            }
            case "case.analysis.completed" -> {
                outcome = Latest.of(outcome, facts.get("outcome"), event.position());
                message = Latest.of(message, facts.get("message"), event.position());
                completeAt = Math.min(completeAt, event.recordTime());
                if (word == null || Sequence.isAfter(event.position(), word.at())) {
                    word = Word.of(event);
                }
            }
            default -> {}
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
        Latest.write(outcome, out);
        Latest.write(message, out);
        files.write(out);
        Word.write(word, out);
        if (word != null) {
            out.number(word.recordTime() - completeAt);
        }
    }

    @Override
    public void read(StateReader in) {
        outcome = Latest.read(in);
        message = Latest.read(in);
        files.read(in, CaseFile::read);
        word = Word.read(in);
        if (word != null) {
            completeAt = word.recordTime() - in.number();
        }
    }

    /// All that is known now.
    public CaseView view() {
        return new CaseView(outcome, message, files.list(), files.forgotten(), completeAt);
    }

    private void heard(Event event, Facts facts, @Nullable String newOutcome) {
        String id = event.document();
        if (id == null) {
            return;
        }
        CaseFile known = files.get(id);
        if (known != null && !Sequence.isAfter(event.position(), known.at())) {
            return;
        }
        String stage = facts.get("stage");
        String progress = facts.get("progress");
        files.put(new CaseFile(
                id,
                stage == null && known != null ? known.stage() : stage,
                progress == null && known != null ? known.progress() : progress,
                newOutcome,
                facts.get("message"),
                event.time(),
                event.position()));
    }
}
