package io.dealstream.progress;

import static io.dealstream.progress.Told.T;
import static io.dealstream.progress.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.StreamState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseProgressTest {

    private final CaseProgress state = new CaseProgress(100);

    @Test
    void followsItsFiles() {
        at(0, "file.analysis.progress", "f1", Map.of("stage", "ocr", "progress", "0.25"))
                .to(state);
        at(1, "file.analysis.progress", "f2", Map.of("stage", "queued", "progress", "0"))
                .to(state);
        at(2, "file.analysis.completed", "f1", Map.of("outcome", "failed", "message", "unreadable"))
                .to(state);

        CaseView view = state.view();

        assertThat(view.files()).extracting(CaseFile::id).containsExactly("f1", "f2");
        assertThat(view.files()).extracting(CaseFile::outcome).containsExactly("failed", null);
        assertThat(view.files()).extracting(CaseFile::progress).containsExactly("0.25", "0");
        assertThat(view.files()).extracting(CaseFile::message).containsExactly("unreadable", null);
        assertThat(state.completeAt()).isEqualTo(StreamState.OPEN);
        assertThat(state.lastWord()).isNull();
    }

    @Test
    void isCompleteForGoodAfterItsCompletion() {
        Told word = at(5, "case.analysis.completed", null, Map.of("outcome", "success"));
        word.to(state);
        at(6, "file.analysis.progress", "f1", Map.of("stage", "ocr", "progress", "0.25"))
                .to(state);

        assertThat(state.completeAt()).isEqualTo(T + 5000);
        assertThat(state.lastWord()).isSameAs(word.event());
        assertThat(state.view().outcome()).extracting(Latest::text).isEqualTo("success");
    }

    @Test
    void goesOnAfterItWasPutAway() {
        at(0, "file.analysis.progress", "f1", Map.of("stage", "ocr", "progress", "0.25"))
                .to(state);
        at(5, "case.analysis.completed", null).to(state);

        CaseProgress restored = Told.restored(state, new CaseProgress(100));

        assertThat(restored.view()).isEqualTo(state.view());
        assertThat(restored.completeAt()).isEqualTo(T + 5000);
    }
}
