package io.dealstream.stalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.progress.DocumentProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentStatesTest {

    private static final Partition PARTITION = new Partition("processing-events", 0, 0xA1);

    /// Every question that was asked, in order, by document.
    private final Map<String, List<CompletableFuture<Optional<DocumentProgress>>>> asked = new HashMap<>();

    private final DocumentStates states = new DocumentStates(
            key -> {
                CompletableFuture<Optional<DocumentProgress>> answer = new CompletableFuture<>();
                asked.computeIfAbsent(key.document(), _ -> new ArrayList<>()).add(answer);
                return answer;
            },
            Duration.ofMillis(10));

    private static PendingDocument document(String id, long offset) {
        return new PendingDocument(
                new DocumentKey(new Tenant("acme"), new Subject("deal", "42"), id),
                new Position(PARTITION, offset, 0),
                true,
                0,
                0,
                null);
    }

    /// A turn in which every document is as it was.
    private Map<PendingDocument, Optional<DocumentProgress>> turn(List<PendingDocument> documents) {
        return states.of(documents, document -> true);
    }

    private CompletableFuture<Optional<DocumentProgress>> last(String document) {
        return asked.get(document).getLast();
    }

    @Test
    void aQuestionStaysOpenUntilItIsAnsweredHoweverManyTurnsThatTakes() {
        PendingDocument one = document("1", 5);
        PendingDocument other = document("2", 6);

        assertThat(turn(List.of(one, other))).isEmpty();
        assertThat(turn(List.of(one.later(10)))).isEmpty();
        last("1").complete(Optional.empty());

        assertThat(turn(List.of(one.later(20), other))).containsOnlyKeys(one.later(20));
        assertThat(asked.get("1")).hasSize(1);
        assertThat(asked.get("2")).hasSize(1);
    }

    @Test
    void anAnswerIsGivenOnce() {
        PendingDocument one = document("1", 5);
        turn(List.of(one));
        last("1").complete(Optional.empty());
        assertThat(turn(List.of(one))).hasSize(1);

        assertThat(turn(List.of(one))).isEmpty();
        assertThat(asked.get("1")).hasSize(2);
    }

    @Test
    void asksAgainWhatCouldNotBeRead() {
        PendingDocument one = document("1", 5);
        turn(List.of(one));
        last("1").completeExceptionally(new IllegalStateException("too many"));

        assertThat(turn(List.of(one))).isEmpty();
        assertThat(turn(List.of(one))).isEmpty();
        assertThat(asked.get("1")).hasSize(2);
    }

    @Test
    void asksAgainAfterAFurtherEvent() {
        PendingDocument before = document("1", 5);
        PendingDocument after = document("1", 8);
        turn(List.of(before));
        turn(List.of(after));

        assertThat(asked.get("1").getFirst()).isCancelled();
        last("1").complete(Optional.empty());
        assertThat(turn(List.of(after))).containsOnlyKeys(after);
    }

    @Test
    void takesBackWhatNobodyWantsToKnowAnyMore() {
        turn(List.of(document("1", 5), document("2", 6)));
        states.of(List.of(), document -> document.key().document().equals("2"));

        assertThat(last("1")).isCancelled();
        assertThat(last("2")).isNotDone();

        states.forget();
        assertThat(last("2")).isCancelled();
    }

    @Test
    void asksNoMoreThanTheBound() {
        List<PendingDocument> many = IntStream.rangeClosed(0, DocumentStates.MOST_OPEN)
                .mapToObj(id -> document(Integer.toString(id), id))
                .toList();
        turn(many);
        assertThat(asked).hasSize(DocumentStates.MOST_OPEN);

        last("0").complete(Optional.empty());
        assertThat(turn(many)).containsOnlyKeys(many.getFirst());
        turn(many.subList(1, many.size()));
        assertThat(asked).hasSize(DocumentStates.MOST_OPEN + 1);
    }
}
