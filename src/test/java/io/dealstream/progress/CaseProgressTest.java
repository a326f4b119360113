package io.dealstream.progress;

import static io.dealstream.progress.Told.T;
import static io.dealstream.progress.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.StreamState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseProgressTest {

    private final CaseProgress state = new CaseProgress();

    @Test
    void isOpenWhateverItsFilesSay() {
        at(0, "file.analysis.progress", "f1", Map.of("stage", "ocr", "progress", "0.25"))
                .to(state);
        at(1, "file.analysis.completed", "f1", Map.of("outcome", "failed")).to(state);

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
    }

    @Test
    void goesOnAfterItWasPutAway() {
        at(0, "file.analysis.progress", "f1", Map.of("stage", "ocr", "progress", "0.25"))
                .to(state);
        at(5, "case.analysis.completed", null).to(state);

        CaseProgress restored = Told.restored(state, new CaseProgress());

        assertThat(restored.completeAt()).isEqualTo(T + 5000);
        assertThat(restored.lastWordAt()).isEqualTo(state.lastWordAt());
    }
}
