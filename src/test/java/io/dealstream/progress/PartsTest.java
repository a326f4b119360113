package io.dealstream.progress;

import static io.dealstream.progress.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A deal whose producer sends long texts and no end of documents.
class PartsTest {

    private static final String LONG = "x".repeat(200_000);

    private final DealProgress deal = new DealProgress(Duration.ofSeconds(30), 100);

    @Test
    void keepsAMillionCharactersAtMostAndWhatIsPendingForLongest() {
        at(0, "processing.started", "pending").to(deal);
        for (int i = 1; i <= 50; i++) {
            at(i, "processing.failed", "d" + i, Map.of("error", LONG)).to(deal);
        }

        assertThat(deal.view().documents())
                .extracting(DocumentProgress::id)
                .containsExactly("pending", "d47", "d48", "d49", "d50");
        assertThat(deal.view().forgotten()).isEqualTo(46);
    }

    @Test
    void keepsOneDocumentHoweverLongItsTextsAre() {
        at(0, "processing.failed", "1", Map.of("error", LONG.repeat(6))).to(deal);

        assertThat(deal.view().documents()).hasSize(1);
    }

    @Test
    void countsATextThatIsReplacedOnce() {
        for (int i = 0; i < 50; i++) {
            at(2 * i, "processing.started", "1").to(deal);
            at(2 * i + 1, "processing.failed", "1", Map.of("error", LONG)).to(deal);
        }
        at(200, "processing.failed", "2", Map.of("error", LONG)).to(deal);

        assertThat(deal.view().documents()).hasSize(2);
        assertThat(Told.restored(deal, new DealProgress(Duration.ofSeconds(30), 100), Told.PROCESSING)
                        .view())
                .isEqualTo(deal.view());
    }
}
