package io.dealstream.stalls;

import io.dealstream.event.StreamKey;
import io.dealstream.hub.EventHub;
import io.dealstream.progress.DealProgress;
import io.dealstream.progress.DocumentProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Asks the hub for the states of documents, which are those of the snapshots. The state of a forgotten deal is
/// read again from Kafka.
record DocumentStates(EventHub hub, Duration patience) {

    /// The states of some documents. If a deal's state could not be read in time, its documents are missing. A
    /// document that is not known has an empty state.
    Map<PendingDocument, Optional<DocumentProgress>> of(List<PendingDocument> documents) {
        Map<PendingDocument, CompletableFuture<Optional<DocumentProgress>>> asked = new HashMap<>();
        documents.forEach(document -> asked.put(document, ask(document.key())));
        CompletableFuture<Void> all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
        all.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
        Map<PendingDocument, Optional<DocumentProgress>> found = new HashMap<>();
        asked.forEach((document, answer) -> {
            if (answer.state() == Future.State.SUCCESS) {
                found.put(document, answer.resultNow());
            } else {
                answer.cancel(false);
            }
        });
        return found;
    }

    private CompletableFuture<Optional<DocumentProgress>> ask(DocumentKey key) {
        return hub.recall(
                        new StreamKey(key.tenant(), key.deal()),
                        (state, id) -> state instanceof DealProgress deal
                                ? deal.document(key.document())
                                : Optional.<DocumentProgress>empty())
                .map(found -> found.flatMap(document -> document))
                .subscribeAsCompletionStage();
    }
}
