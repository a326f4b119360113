package io.dealstream.stalls;

import io.dealstream.event.StreamKey;
import io.dealstream.hub.EventHub;
import io.dealstream.progress.DealProgress;
import io.dealstream.progress.DocumentProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/// Asks for the states of documents, which are those of the snapshots. The state of a forgotten deal is read
/// again from Kafka, which may take long. So a question stays open until it is answered, over many turns.
/// Belongs to one thread.
final class DocumentStates {

    /// How many questions may be open. Beyond that, none is asked until others are answered.
    static final int MOST_OPEN = 1_000;

    private record Question(PendingDocument about, CompletableFuture<Optional<DocumentProgress>> answer) {}

    private final Function<DocumentKey, CompletableFuture<Optional<DocumentProgress>>> source;
    private final Duration patience;
    private final Map<DocumentKey, Question> open = new HashMap<>();

    /// @param source answers on any thread; what it gives is cancelled when nobody wants to know any more
    /// @param patience how long one turn waits for answers
    DocumentStates(Function<DocumentKey, CompletableFuture<Optional<DocumentProgress>>> source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    /// Those that the hub knows.
    static Function<DocumentKey, CompletableFuture<Optional<DocumentProgress>>> of(EventHub hub) {
        return key -> hub.recall(
                        new StreamKey(key.tenant(), key.deal()),
                        (state, id) -> state instanceof DealProgress deal
                                ? deal.document(key.document())
                                : Optional.<DocumentProgress>empty())
                .map(found -> found.flatMap(document -> document))
                .subscribeAsCompletionStage();
    }

    /// The states of some documents, as they were after the questions of this turn or of an earlier one. A
    /// document whose state is not known yet, or cannot be read now, is missing. A document that nothing is known
    /// of has an empty state.
    ///
    /// @param isCurrent whether no event of the document has come since
    Map<PendingDocument, Optional<DocumentProgress>> of(
            List<PendingDocument> documents, Predicate<PendingDocument> isCurrent) {
        forgetThose(question -> !isCurrent.test(question.about()));
        documents.forEach(this::ask);
        CompletableFuture.allOf(documents.stream()
                        .map(document -> open.get(document.key()))
                        .filter(Objects::nonNull)
                        .map(Question::answer)
                        .toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
        Map<PendingDocument, Optional<DocumentProgress>> found = new HashMap<>();
        for (PendingDocument document : documents) {
            Question question = open.get(document.key());
            if (question != null && question.answer().isDone()) {
                open.remove(document.key());
                if (question.answer().state() == Future.State.SUCCESS) {
                    found.put(document, question.answer().resultNow());
                }
            }
        }
        return found;
    }

    private void ask(PendingDocument document) {
        Question known = open.get(document.key());
        if (known != null && !known.about().last().equals(document.last())) {
            open.remove(document.key());
            known.answer().cancel(false);
            known = null;
        }
        if (known == null && open.size() < MOST_OPEN) {
            open.put(document.key(), new Question(document, source.apply(document.key())));
        }
    }

    /// Takes back all questions: their answers may be older than what must be known now.
    void forget() {
        forgetThose(question -> true);
    }

    private void forgetThose(Predicate<Question> some) {
        open.values().removeIf(question -> some.test(question) && cancel(question));
    }

    private static boolean cancel(Question question) {
        question.answer().cancel(false);
        return true;
    }
}
