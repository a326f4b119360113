package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import io.dealstream.progress.BatchView.Counts;
import org.jspecify.annotations.Nullable;

/// Folds the events of one batch (contract: deals.md): complete from `batch.completed` on, for good. A document
/// counts once, by the last that was said of it.
public final class BatchProgress implements StreamState {

    private final Parts<BatchDocument> documents;
    private @Nullable Latest counter;
    private @Nullable Long total;
    private long succeeded;
    private long failed;
    private @Nullable Counts result;
    private long completeAt = OPEN;
    /// The `batch.completed` event.
    private @Nullable Word word;

    /// A batch never heard of.
    ///
    /// @param maxDocuments how many documents are remembered, at least 1
    public BatchProgress(int maxDocuments) {
        this.documents = new Parts<>(maxDocuments);
    }

    @Override
    public void apply(Event event, Facts facts) {
        switch (event.type().name()) {
            case "batch.document_processed" -> {
                String status = facts.get("status");
                through(event, status == null ? "completed" : status, null);
                counted(event, facts.get("progress"));
            }
            case "batch.document_failed" -> {
                through(event, BatchDocument.FAILED, facts.get("error"));
                counted(event, facts.get("progress"));
            }
            case "batch.completed" -> completed(event, facts);
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
        Latest.write(counter, out);
        write(total, out);
        out.count(succeeded).count(failed);
        documents.write(out);
        Word.write(word, out);
        if (word != null && result != null) {
            write(result.total(), out);
            out.number(result.succeeded()).number(result.failed());
            out.number(word.recordTime() - completeAt);
        }
    }

    @Override
    public void read(StateReader in) {
        counter = Latest.read(in);
        total = readTotal(in);
        long ended = in.count();
        long broken = in.count();
        documents.read(in, BatchDocument::read);
        succeeded = ended;
        failed = broken;
        word = Word.read(in);
        if (word != null) {
            result = new Counts(readTotal(in), in.number(), in.number());
            completeAt = word.recordTime() - in.number();
        }
    }

    private static void write(@Nullable Long total, StateWriter out) {
        out.count(total == null ? 0 : 1);
        if (total != null) {
            out.number(total);
        }
    }

    private static @Nullable Long readTotal(StateReader in) {
        return in.count() == 0 ? null : Long.valueOf(in.number());
    }

    /// All that is known now.
    public BatchView view() {
        return new BatchView(
                counter,
                new Counts(total, succeeded, failed),
                result,
                completeAt,
                documents.list(),
                documents.forgotten());
    }

    private void through(Event event, String status, @Nullable String error) {
        String id = event.document();
        if (id == null) {
            return;
        }
        BatchDocument known = documents.get(id);
        if (known != null && !Sequence.isAfter(event.position(), known.at())) {
            return;
        }
        BatchDocument document = new BatchDocument(id, status, error, event.time(), event.position());
        documents.put(document);
        count(document, 1);
        if (known != null) {
            count(known, -1);
        }
    }

    private void count(BatchDocument document, int change) {
        if (document.hasFailed()) {
            failed += change;
        } else {
            succeeded += change;
        }
    }

    private void counted(Event event, @Nullable String progress) {
        counter = Latest.of(counter, progress, event.position());
        String text = Latest.textOf(counter);
        int slash = text == null ? -1 : text.indexOf('/');
        if (text != null && slash >= 0) {
            long said = Numbers.orElse(text.substring(slash + 1), -1);
            total = said < 0 ? total : Long.valueOf(said);
        }
    }

    private void completed(Event event, Facts facts) {
        completeAt = Math.min(completeAt, event.recordTime());
        if (word != null && !Sequence.isAfter(event.position(), word.at())) {
            return;
        }
        word = Word.of(event);
        long ended = Numbers.orElse(facts.get("succeeded"), succeeded);
        long broken = Numbers.orElse(facts.get("failed"), failed);
        result = new Counts(Numbers.orElse(facts.get("total"), ended + broken), ended, broken);
    }
}
