package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Folds the events of one deal (contract: deals.md, "Life of a stream").
///
/// The deal is complete when at least one document has ended, none is pending, and either a `deal_updated` has come
/// after the document that ended last, or the grace time has passed since. The end of a document is the first
/// terminal event of its run: where both catalogues tell of one run, the second one's terminal event may bring a
/// score or a failure, but it does not unsettle a deal. A `deal_updated` from before the last end settles nothing.
///
/// The result does not depend on how the records of several partitions were interleaved, nor on records read twice,
/// with one exception: where both catalogues end one run in different partitions, the end is the one read first.
public final class DealProgress implements StreamState {

    private static final String UPDATED = "deal_updated";

    private final long graceMillis;
    private final Parts<DocumentProgress> documents;
    private @Nullable Latest status;
    private @Nullable Latest healthScore;
    private @Nullable Latest healthGrade;
    private @Nullable Latest businessName;
    private @Nullable Latest decision;
    private DealView.@Nullable Ending lastEnd;
    /// The `deal_updated` that came after the last end, else the terminal event that came last.
    private @Nullable Word word;

    private boolean updated;

    /// A deal never heard of.
    ///
    /// @param grace how long after its last document's end a deal waits for a `deal_updated`
    /// @param maxDocuments how many documents are remembered, at least 1
    public DealProgress(Duration grace, int maxDocuments) {
        this.graceMillis = grace.toMillis();
        this.documents = new Parts<>(maxDocuments);
    }

    @Override
    public void apply(Event event, Facts facts) {
        Position at = event.position();
        switch (event.type().name()) {
            case UPDATED -> {
                status = Latest.of(status, facts.get("status"), at);
                score(event, facts);
                updated(event);
            }
            case "deal.status_changed" -> status = Latest.of(status, facts.get("new_status"), at);
            case "deal.created" -> businessName = Latest.of(businessName, facts.get("business_name"), at);
            case "deal.decision" -> decision = Latest.of(decision, facts.get("decision"), at);
            default -> {
                Step step = Step.of(event.type().name());
                String document = event.document();
                if (step != null && document != null) {
                    stepped(document, step, event, facts);
                }
            }
        }
    }

    @Override
    public long completeAt() {
        if (documents.anyPending() || lastEnd == null) {
            return OPEN;
        }
        long graceOver = lastEnd.recordTime() + graceMillis;
        Word update = update();
        return update == null ? graceOver : Math.min(graceOver, update.recordTime());
    }

    @Override
    public @Nullable Event lastWord() {
        return lastEnd == null ? null : Word.eventOf(word);
    }

    @Override
    public @Nullable Position lastWordAt() {
        return lastEnd == null ? null : Word.placeOf(word);
    }

    @Override
    public void write(StateWriter out) {
        Latest.write(status, out);
        Latest.write(healthScore, out);
        Latest.write(healthGrade, out);
        Latest.write(businessName, out);
        Latest.write(decision, out);
        documents.write(out);
        out.position(lastEnd == null ? null : lastEnd.at());
        if (lastEnd != null) {
            out.number(lastEnd.at().watermark() - lastEnd.recordTime());
        }
        Word.write(word, out);
        out.count(updated ? 1 : 0);
    }

    @Override
    public void read(StateReader in) {
        status = Latest.read(in);
        healthScore = Latest.read(in);
        healthGrade = Latest.read(in);
        businessName = Latest.read(in);
        decision = Latest.read(in);
        documents.read(in, DocumentProgress::read);
        Position end = in.position();
        lastEnd = end == null ? null : new DealView.Ending(end, end.watermark() - in.number());
        word = Word.read(in);
        updated = in.count() == 1;
    }

    /// All that is known now.
    public DealView view() {
        return new DealView(
                status,
                healthScore,
                healthGrade,
                businessName,
                decision,
                documents.list(),
                documents.forgotten(),
                lastEnd);
    }

    private void stepped(String id, Step step, Event event, Facts facts) {
        DocumentProgress known = documents.get(id);
        DocumentProgress before = known == null ? DocumentProgress.unknown(id) : known;
        DocumentProgress after = before.after(step, event, facts);
        documents.put(after);
        if (after.wasEndedAt(event.position())) {
            score(event, facts);
            ended(event, before.isPending());
        }
    }

    private void score(Event event, Facts facts) {
        healthScore = Latest.of(healthScore, facts.get("health_score"), event.position());
        healthGrade = Latest.of(healthGrade, facts.get("health_grade"), event.position());
    }

    private void ended(Event event, boolean first) {
        Position at = event.position();
        if (first && (lastEnd == null || Sequence.isAfter(at, lastEnd.at()))) {
            lastEnd = new DealView.Ending(at, event.recordTime());
        }
        // An update has the last word unless a run has ended after it.
        boolean mayFollow = first || update() == null;
        if (mayFollow && (word == null || Sequence.isAfter(at, word.at()))) {
            word = Word.of(event);
            updated = false;
        }
    }

    private void updated(Event event) {
        Position at = event.position();
        Word update = update();
        boolean settles = lastEnd == null || Sequence.isAfter(at, lastEnd.at());
        if (settles && (update == null || Sequence.isAfter(at, update.at()))) {
            word = Word.of(event);
            updated = true;
        }
    }

    private @Nullable Word update() {
        return updated ? word : null;
    }
}
