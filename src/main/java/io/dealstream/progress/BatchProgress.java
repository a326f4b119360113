package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import io.dealstream.progress.BatchView.Counts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Folds the events of one batch (contract: deals.md). The batch is complete from `batch.completed` on, for
/// good. A document counts once, by its last event. Not thread-safe.
public final class BatchProgress implements StreamState {

    private static final String COMPLETED = "batch.completed";

    private final Parts<BatchDocument> documents;
    private @Nullable Latest counter;
    /// Whether the counter came with a document that failed.
    private boolean counterIsFailures;

    private @Nullable Long total;
    private long succeeded;
    private long failed;
    private @Nullable Counts result;
    private long completeAt = OPEN;
    /// The `batch.completed` event.
    private @Nullable Word word;

    /// A batch without events.
    ///
    /// @param maxDocuments how many documents are remembered, at least 1
    /// @throws IllegalArgumentException when `maxDocuments` is less than 1
    public BatchProgress(int maxDocuments) {
        this.documents = new Parts<>(maxDocuments);
    }

    @Override
    public void apply(Event event, Facts facts) {
        switch (event.type().name()) {
            case BatchDocument.PROCESSED_TYPE -> {
                String status = facts.get("status");
                through(event, false, status == null ? BatchDocument.COMPLETED : status, null);
                counted(event, facts.get("progress"));
            }
            case BatchDocument.FAILED_TYPE -> {
                through(event, true, BatchDocument.FAILED, facts.get("error"));
                counted(event, facts.get("progress"));
            }
            case COMPLETED -> completed(event, facts);
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
        out.count(counterIsFailures ? 1 : 0);
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
        counterIsFailures = in.count() == 1;
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

    /// The present state of the batch.
    public BatchView view() {
        return new BatchView(
                counter,
                new Counts(total, succeeded, failed),
                result,
                completeAt,
                documents.list(),
                documents.forgotten());
    }

    /// The present state for a reader that does not see all events or fields. If a document failed and then
    /// succeeded, or the other way round, only the last event is known.
    public BatchView view(Lens lens) {
        List<BatchDocument> seen = documents.list().stream()
                .filter(document -> lens.shows(document.type(), null))
                .map(document -> document.seenBy(lens))
                .toList();
        boolean showsAll = BatchDocument.TYPES.stream().allMatch(type -> lens.shows(type, null))
                && lens.showsField(BatchDocument.PROCESSED_TYPE, "status");
        long broken = seen.stream().filter(BatchDocument::hasFailed).count();
        Counts counted = new Counts(
                BatchDocument.TYPES.stream().allMatch(type -> lens.showsAny("progress", List.of(type))) ? total : null,
                showsAll ? succeeded : seen.size() - broken,
                showsAll ? failed : broken);
        String counting = counterIsFailures ? BatchDocument.FAILED_TYPE : BatchDocument.PROCESSED_TYPE;
        return new BatchView(
                lens.showsAny("progress", List.of(counting)) ? counter : null,
                counted,
                result == null ? null : seenBy(lens, result, counted),
                completeAt,
                seen,
                documents.forgotten());
    }

    private static @Nullable Counts seenBy(Lens lens, Counts result, Counts counted) {
        return lens.shows(COMPLETED, null)
                ? new Counts(
                        lens.showsField(COMPLETED, "total") ? result.total() : counted.total(),
                        lens.showsField(COMPLETED, "succeeded") ? result.succeeded() : counted.succeeded(),
                        lens.showsField(COMPLETED, "failed") ? result.failed() : counted.failed())
                : null;
    }

    private void through(Event event, boolean failure, String status, @Nullable String error) {
        String id = event.document();
        if (id == null) {
            return;
        }
        BatchDocument known = documents.get(id);
        if (known != null && !Sequence.isAfter(event.position(), known.at())) {
            return;
        }
        BatchDocument document = new BatchDocument(id, failure, status, error, event.time(), event.position());
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
        if (counter != null && counter.at().equals(event.position())) {
            counterIsFailures = event.type().name().equals(BatchDocument.FAILED_TYPE);
        }
        String text = Latest.textOf(counter);
        int slash = text == null ? -1 : text.indexOf('/');
        if (text != null && slash >= 0) {
            long said = NumberText.orElse(text.substring(slash + 1), -1);
            total = said < 0 ? total : Long.valueOf(said);
        }
    }

    private void completed(Event event, Facts facts) {
        completeAt = Math.min(completeAt, event.recordTime());
        if (word != null && !Sequence.isAfter(event.position(), word.at())) {
            return;
        }
        word = Word.of(event);
        long ended = NumberText.orElse(facts.get("succeeded"), succeeded);
        long broken = NumberText.orElse(facts.get("failed"), failed);
        result = new Counts(NumberText.orElse(facts.get("total"), ended + broken), ended, broken);
    }
}
