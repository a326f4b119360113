package io.dealstream.progress;

import static io.dealstream.progress.Told.T;
import static io.dealstream.progress.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.StreamState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchProgressTest {

    private final BatchProgress batch = new BatchProgress(100);

    private static Told processed(double second, String id, String progress) {
        return at(second, "batch.document_processed", id, Map.of("status", "completed", "progress", progress));
    }

    private static Told failed(double second, String id) {
        return at(second, "batch.document_failed", id, Map.of("error", "Unsupported file format"));
    }

    private static Told completed(double second) {
        return at(second, "batch.completed", null, Map.of("total", "5", "succeeded", "4", "failed", "1"));
    }

    @Test
    void countsDocumentsUntilItIsCompleted() {
        processed(0, "201", "1/5").to(batch);
        failed(1, "202").to(batch);
        processed(2, "203", "3/5").to(batch);

        BatchView view = batch.view();

        assertThat(view.counts()).isEqualTo(new BatchView.Counts(5L, 2, 1));
        assertThat(view.progress()).isEqualTo("3/5");
        assertThat(view.completed()).isFalse();
        assertThat(view.documents()).extracting(BatchDocument::id).containsExactly("201", "202", "203");
        assertThat(view.documents())
                .extracting(BatchDocument::status)
                .containsExactly("completed", "failed", "completed");
        assertThat(view.documents().get(1).error()).isEqualTo("Unsupported file format");
        assertThat(batch.completeAt()).isEqualTo(StreamState.OPEN);
        assertThat(batch.lastWord()).isNull();
    }

    @Test
    void takesTheTotalsOfTheCompletion() {
        Told word = completed(9);
        processed(0, "201", "1/5").to(batch);
        word.to(batch);
        failed(10, "202").to(batch);

        BatchView view = batch.view();

        assertThat(view.counts()).isEqualTo(new BatchView.Counts(5L, 4, 1));
        assertThat(view.progress()).isEqualTo("5/5");
        assertThat(view.completed()).isTrue();
        assertThat(view.documents()).hasSize(2);
        assertThat(batch.completeAt()).isEqualTo(T + 9000);
        assertThat(batch.lastWord()).isSameAs(word.event());
    }

    @Test
    void countsADocumentOnceByWhatWasSaidLast() {
        Told first = failed(0, "201");
        first.to(batch);
        processed(5, "201", "1/2").to(batch);
        first.to(batch);

        assertThat(batch.view().counts()).isEqualTo(new BatchView.Counts(2L, 1, 0));
    }

    @Test
    void aProcessedDocumentMayHaveFailed() {
        at(0, "batch.document_processed", "1", Map.of("status", "failed", "progress", "1/2"))
                .to(batch);

        assertThat(batch.view().counts()).isEqualTo(new BatchView.Counts(2L, 0, 1));
    }

    @Test
    void aSecondCompletionDoesNotOpenItAgain() {
        completed(9).to(batch);
        Told second = completed(3600);
        second.to(batch);

        assertThat(batch.completeAt()).isEqualTo(T + 9000);
        assertThat(batch.lastWord()).isSameAs(second.event());
    }

    @Test
    void countsWhatItForgets() {
        BatchProgress small = new BatchProgress(2);
        for (int i = 1; i <= 6; i++) {
            processed(i, "d" + i, i + "/6").to(small);
        }

        assertThat(small.view().documents()).extracting(BatchDocument::id).containsExactly("d5", "d6");
        assertThat(small.view().forgotten()).isEqualTo(4);
        assertThat(small.view().counts().succeeded()).isEqualTo(6);
    }

    @Test
    void survivesACounterThatIsNone() {
        processed(0, "1", "three of five").to(batch);
        processed(1, "2", "2/").to(batch);

        assertThat(batch.view().counts().total()).isNull();
        assertThat(batch.view().progress()).isEqualTo("2/");
    }

    @Test
    void goesOnAfterItWasPutAway() {
        processed(0, "201", "1/5").to(batch);
        failed(1, "202").to(batch);

        BatchProgress restored = Told.restored(batch, new BatchProgress(100));

        assertThat(restored.view()).isEqualTo(batch.view());
        processed(2, "203", "3/5").to(restored);
        assertThat(restored.view().counts()).isEqualTo(new BatchView.Counts(5L, 2, 1));
        completed(3).to(restored);
        assertThat(Told.restored(restored, new BatchProgress(100)).completeAt()).isEqualTo(T + 3000);
    }

    /// @param hidden fields of types
    private static Lens seeing(Set<String> types, String... hidden) {
        return new Lens() {
            @Override
            public boolean shows(String type, @Nullable String document) {
                return types.contains(type);
            }

            @Override
            public boolean showsField(String type, String field) {
                return !List.of(hidden).contains(type + "." + field);
            }
        };
    }

    @Test
    void tellsNothingOfWhatAReaderDoesNotSee() {
        Set<String> all = Set.of("batch.document_processed", "batch.document_failed", "batch.completed");
        processed(0, "201", "1/3").to(batch);
        failed(1, "202").to(batch);
        completed(2).to(batch);

        assertThat(batch.view(seeing(all))).isEqualTo(batch.view());
        BatchView failures = batch.view(seeing(Set.of("batch.document_failed")));
        assertThat(failures.documents()).extracting(BatchDocument::id).containsExactly("202");
        assertThat(failures.counts()).isEqualTo(new BatchView.Counts(null, 0, 1));
        assertThat(failures.completed()).isTrue();
        BatchView wordless =
                batch.view(seeing(all, "batch.document_failed.error", "batch.document_processed.progress"));
        assertThat(wordless.documents()).extracting(BatchDocument::error).containsOnlyNulls();
        assertThat(wordless.counter()).isNull();
        BatchView countless = batch.view(seeing(all, "batch.completed.total", "batch.completed.succeeded"));
        assertThat(countless.counts().succeeded()).isEqualTo(1);
        assertThat(batch.view(seeing(all, "batch.document_processed.status")).documents())
                .extracting(BatchDocument::status)
                .containsExactly("completed", "failed");
    }
}
