package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Folds the events of one deal (contract: deals.md, "Life of a stream"). Not thread-safe.
///
/// The deal is complete when three things are true: at least one document has ended; no document is pending;
/// and a `deal_updated` has come after the last document's end, or the grace time has passed since. A document
/// ends with the first terminal event of its run. Where both catalogues tell of one run, the second terminal
/// event may bring a score or a failure, but the deal stays complete. A `deal_updated` from before the last end
/// does not complete the deal.
///
/// The result does not depend on how the records of several partitions were interleaved, nor on records that
/// are read twice. There is one exception: where both catalogues end one run in different partitions, the end
/// is the event that was read first.
public final class DealProgress implements StreamState {

    private final long graceMillis;
    private final Parts<DocumentProgress> documents;
    private @Nullable Latest status;
    private @Nullable Latest healthScore;
    private @Nullable Latest healthGrade;
    private @Nullable Latest businessName;
    private @Nullable Latest decision;
    private DealView.@Nullable Ending lastEnd;
    /// The `deal_updated` that came after the last end; without one, the last terminal event.
    private @Nullable Word word;

    private boolean updated;
    /// The last facts of events that concern the whole deal.
    private Tellings told = Tellings.NONE;

    /// A deal without events.
    ///
    /// @param grace how long a deal waits for a `deal_updated` after its last document's end
    /// @param maxDocuments how many documents are remembered, at least 1
    /// @throws IllegalArgumentException when `maxDocuments` is less than 1
    public DealProgress(Duration grace, int maxDocuments) {
        this.graceMillis = grace.toMillis();
        this.documents = new Parts<>(maxDocuments);
    }

    @Override
    public void apply(Event event, Facts facts) {
        Step step = Step.of(event.type().name());
        String document = event.document();
        Telling telling = Telling.of(event, facts);
        if (step == null) {
            told(telling, Word.of(event));
        } else if (document != null && (step != Step.STALLED || known(document).isStill(telling))) {
            stepped(document, step, telling, Word.of(event));
        }
    }

    private void told(Telling telling, Word candidate) {
        Position at = telling.at();
        switch (telling.type()) {
            case Telling.UPDATED -> {
                status = Latest.of(status, telling.get("status"), at);
                score(telling);
                updated(candidate);
            }
            case Telling.STATUS_CHANGED -> status = Latest.of(status, telling.get("new_status"), at);
            case Telling.CREATED -> businessName = Latest.of(businessName, telling.get("business_name"), at);
            case Telling.DECISION -> decision = Latest.of(decision, telling.get("decision"), at);
            default -> {
                return;
            }
        }
        told = told.and(telling);
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
        told.write(out, known());
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
        told = Tellings.read(in, known());
    }

    /// The values that its tellings often repeat.
    private Telling.Known known() {
        List<@Nullable String> said = Arrays.asList(
                Latest.textOf(status),
                Latest.textOf(healthScore),
                Latest.textOf(healthGrade),
                Latest.textOf(status),
                Latest.textOf(businessName),
                Latest.textOf(decision));
        Position at = status == null ? null : status.at();
        return new Telling.Known(at, at == null ? 0 : at.watermark(), null, said);
    }

    /// The present state of the deal.
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

    /// The present state for a reader that does not see all events or fields. It is folded again from what each
    /// type of event told last, of the deal and of each document, as if the hidden events and fields had never
    /// been there. So it cannot contain anything hidden.
    public DealView view(Lens lens) {
        DealProgress seen = new DealProgress(Duration.ofMillis(graceMillis), Integer.MAX_VALUE);
        List<Heard> heard = new ArrayList<>();
        told.last().forEach(telling -> heard.add(new Heard(null, telling)));
        for (DocumentProgress document : documents.list()) {
            document.told().last().forEach(telling -> heard.add(new Heard(document.id(), telling)));
        }
        heard.removeIf(one -> !lens.shows(one.telling().type(), one.document()));
        heard.sort(Comparator.comparing(one -> one.telling().at(), Sequence.ORDER));
        for (Heard one : heard) {
            Telling telling = one.telling().seenBy(lens);
            Word candidate = new Word(telling.at(), telling.time(), null);
            Step step = Step.of(telling.type());
            if (step == null) {
                seen.told(telling, candidate);
            } else if (one.document() != null) {
                seen.stepped(one.document(), step, telling, candidate);
            }
        }
        DealView view = seen.view();
        return new DealView(
                view.status(),
                view.healthScore(),
                view.healthGrade(),
                view.businessName(),
                view.decision(),
                documents.list().stream()
                        .flatMap(document -> Optional.ofNullable(seen.documents.get(document.id())).stream())
                        .toList(),
                view.forgotten(),
                view.lastEnd());
    }

    /// A telling, and the document that it is about; null: the whole deal.
    private record Heard(@Nullable String document, Telling telling) {}

    /// A document that is remembered; empty where there is none with this id.
    public Optional<DocumentProgress> document(String id) {
        return Optional.ofNullable(documents.get(id));
    }

    private DocumentProgress known(String id) {
        return document(id).orElseGet(() -> DocumentProgress.unknown(id));
    }

    private void stepped(String id, Step step, Telling telling, Word candidate) {
        DocumentProgress before = known(id);
        DocumentProgress after = before.after(step, telling);
        documents.put(after);
        if (after.wasEndedAt(telling.at())) {
            score(telling);
            ended(candidate, before.isPending());
        }
    }

    private void score(Telling telling) {
        healthScore = Latest.of(healthScore, telling.get("health_score"), telling.at());
        healthGrade = Latest.of(healthGrade, telling.get("health_grade"), telling.at());
    }

    private void ended(Word candidate, boolean first) {
        Position at = candidate.at();
        if (first && (lastEnd == null || Sequence.isAfter(at, lastEnd.at()))) {
            lastEnd = new DealView.Ending(at, candidate.recordTime());
        }
        // An update is the last word, unless a run has ended after it.
        boolean mayFollow = first || update() == null;
        if (mayFollow && (word == null || Sequence.isAfter(at, word.at()))) {
            word = candidate;
            updated = false;
        }
    }

    private void updated(Word candidate) {
        Position at = candidate.at();
        Word update = update();
        boolean settles = lastEnd == null || Sequence.isAfter(at, lastEnd.at());
        if (settles && (update == null || Sequence.isAfter(at, update.at()))) {
            word = candidate;
            updated = true;
        }
    }

    private @Nullable Word update() {
        return updated ? word : null;
    }
}
