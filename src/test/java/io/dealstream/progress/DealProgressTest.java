package io.dealstream.progress;

import static io.dealstream.progress.Told.DEALS;
import static io.dealstream.progress.Told.OTHER_PROCESSING;
import static io.dealstream.progress.Told.PROCESSING;
import static io.dealstream.progress.Told.T;
import static io.dealstream.progress.Told.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dealstream.event.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DealProgressTest {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final DealProgress deal = new DealProgress(GRACE, 100);

    private void given(Told... story) {
        for (Told told : story) {
            told.to(deal);
        }
    }

    private void pending() {
        assertThat(deal.completeAt()).isEqualTo(StreamState.OPEN);
    }

    private void completeAt(double second) {
        assertThat(deal.completeAt()).isEqualTo(T + Math.round(second * 1000));
    }

    private DocumentProgress document(String id) {
        return deal.view().documents().stream()
                .filter(document -> document.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void staysOpenWithoutAnyDocument() {
        given(
                at(0, DEALS, "deal.created", null, Map.of("business_name", "Bolt Logistics Inc")),
                at(1, "deal_updated", null, Map.of("status", "ready")));

        pending();
        assertThat(deal.lastWord()).isNull();
    }

    @Test
    void completesWithTheUpdateAfterTheLastDocument() {
        given(at(0, "processing.started", "1"), at(1, "extraction_complete", "2"));
        pending();
        given(at(2, "processing.completed", "1"));
        pending();
        given(at(3, "scoring_complete", "2"));
        completeAt(33);
        assertThat(deal.lastWord())
                .isNotNull()
                .satisfies(word -> assertThat(word.type().name()).isEqualTo("scoring_complete"));
        Told update = at(4, "deal_updated", null);
        given(update);

        completeAt(4);
        assertThat(deal.lastWord()).isSameAs(update.event());
    }

    @Test
    void completesAGraceTimeAfterTheLastDocumentWithoutAnUpdate() {
        Told failure = at(5, "processing.failed", "1", Map.of("error", "Password protected"));
        given(at(0, "processing.started", "1"), failure);

        completeAt(35);
        assertThat(deal.lastWord()).isSameAs(failure.event());
    }

    @Test
    void isNotSettledByAnUpdateFromBeforeTheLastEnd() {
        Told end = at(5, "processing.completed", "1");
        given(at(0, "processing.started", "1"), at(4, "deal_updated", null), end);

        completeAt(35);
        assertThat(deal.lastWord()).isSameAs(end.event());
    }

    @Test
    void takesAnUpdateFromAnotherTopicAsSettlingEvenIfItIsReadFirst() {
        Told update = at(5.5, DEALS, "deal_updated", null, Map.of());
        given(update, at(0, "processing.started", "1"));
        pending();
        given(at(5, "processing.completed", "1"));

        completeAt(5.5);
        assertThat(deal.lastWord()).isSameAs(update.event());
    }

    @Test
    void aLateSecondUpdateDoesNotMakeItOpenAgain() {
        Told second = at(3600, "deal_updated", null);
        given(
                at(0, "processing.started", "1"),
                at(5, "processing.completed", "1"),
                at(6, "deal_updated", null),
                second);

        completeAt(35);
        assertThat(deal.lastWord()).isSameAs(second.event());
    }

    @Test
    void aSecondTerminalEventOfTheSameRunDoesNotUnsettleIt() {
        Told update = at(11, "deal_updated", null);
        given(
                at(0, "processing.started", "1"),
                at(1, "extraction_complete", "1"),
                at(10, "scoring_complete", "1", Map.of("health_score", "72.50", "health_grade", "B")),
                update,
                at(12, "processing.completed", "1", Map.of("health_score", "72.5")));

        completeAt(11);
        assertThat(deal.lastWord()).isSameAs(update.event());
        assertThat(document("1").status()).isEqualTo(DocumentProgress.Status.COMPLETED);
        assertThat(document("1").healthScore()).isEqualTo("72.5");
    }

    @Test
    void withoutAnUpdateTheLastTerminalEventHasTheLastWordButTheFirstCountsForTheGrace() {
        Told second = at(12, "processing.completed", "1");
        given(at(0, "processing.started", "1"), at(10, "scoring_complete", "1"), second);

        completeAt(40);
        assertThat(deal.lastWord()).isSameAs(second.event());
    }

    @Test
    void strayEventsOfAnEndedDocumentDoNotReopenIt() {
        given(
                at(0, "extraction_complete", "1"),
                at(10, "scoring_complete", "1"),
                at(11, "metrics_complete", "1"),
                at(12, OTHER_PROCESSING, "processing.progress", "1", Map.of("stage", "screening", "progress", "70")));

        completeAt(40);
        assertThat(document("1").stage()).isEqualTo("completed");
        assertThat(document("1").progress()).isEqualTo("100");
    }

    @Test
    void aNewRunOrANewDocumentMakesItPendingAgain() {
        given(
                at(0, "processing.started", "1"),
                at(1, "processing.failed", "1", Map.of("error", "no text")),
                at(2, "deal_updated", null));
        completeAt(2);

        given(at(60, "processing.started", "1", Map.of("stage", "uploaded", "progress", "0")));
        pending();
        assertThat(document("1").error()).isNull();
        assertThat(document("1").progress()).isEqualTo("0");
        given(at(70, "processing.completed", "1"));
        completeAt(100);

        given(at(71, "parse_complete", "2"));
        pending();
        given(at(72, "scoring_complete", "2"), at(73, "deal_updated", null));
        completeAt(73);
    }

    @Test
    void anEndFromAnEarlierRunReadLateDoesNotEndTheNewOne() {
        given(at(10, OTHER_PROCESSING, "processing.started", "1", Map.of()), at(9, "processing.completed", "1"));

        pending();
    }

    @Test
    void aBeginningFromBeforeTheEndReadLateDoesNotReopenTheDocument() {
        given(at(9, "processing.completed", "1"), at(1, OTHER_PROCESSING, "extraction_complete", "1", Map.of()));

        completeAt(39);
    }

    @Test
    void aStageNamedAsAnEndIsOnlyAStage() {
        given(
                at(0, "processing.started", "1"),
                at(1, "processing.progress", "1", Map.of("stage", "cancelled", "progress", "30")),
                at(2, "processing.progress", "1", Map.of("stage", "completed", "progress", "100")));

        pending();
        assertThat(document("1").stage()).isEqualTo("completed");
        assertThat(document("1").status()).isEqualTo(DocumentProgress.Status.PENDING);
    }

    @Test
    void showsTheLatestStatusScoreAndGradeWithTheirDigits() {
        given(
                at(0, DEALS, "deal.created", null, Map.of("business_name", "Bolt Logistics Inc")),
                at(9, DEALS, "deal.status_changed", null, Map.of("old_status", "new", "new_status", "under_review")),
                at(1, "processing.started", "7", Map.of("stage", "uploaded", "progress", "0")),
                at(2, "scoring_complete", "7", Map.of("health_score", "70.10", "health_grade", "C")),
                at(3, "deal_updated", null, Map.of("status", "ready", "health_score", "72.50", "health_grade", "B")),
                at(8, DEALS, "deal.decision", null, Map.of("decision", "approved")));

        DealView view = deal.view();

        assertThat(view.status()).extracting(Latest::text).isEqualTo("under_review");
        assertThat(view.healthScore()).extracting(Latest::text).isEqualTo("72.50");
        assertThat(view.healthGrade()).extracting(Latest::text).isEqualTo("B");
        assertThat(view.businessName()).extracting(Latest::text).isEqualTo("Bolt Logistics Inc");
        assertThat(view.decision()).extracting(Latest::text).isEqualTo("approved");
        assertThat(document("7").healthScore()).isEqualTo("70.10");
    }

    @Test
    void showsDocumentsInOrderOfFirstAppearanceWithTheEventsTime() {
        given(
                at(0, "processing.started", "9", Map.of("stage", "uploaded", "progress", "0")),
                at(1, "parse_complete", "8"),
                at(2, "processing.progress", "9", Map.of("stage", "analyzing", "progress", "55")));

        assertThat(deal.view().documents()).extracting(DocumentProgress::id).containsExactly("9", "8");
        assertThat(document("9").stage()).isEqualTo("analyzing");
        assertThat(document("9").progress()).isEqualTo("55");
        assertThat(document("9").updatedAt()).isEqualTo(T + 2000 - 7);
        assertThat(document("8").stage()).isEqualTo("parsing_with_llm");
        assertThat(document("8").progress()).isEqualTo("40");
    }

    @Test
    void aFinishedStepNeverLowersTheProducedProgress() {
        given(
                at(0, "processing.progress", "1", Map.of("stage", "screening", "progress", "70")),
                at(1, "metrics_complete", "1"));

        assertThat(document("1").progress()).isEqualTo("70");
    }

    @Test
    void forgetsTheOldestEndedDocumentsBeyondItsLimit() {
        DealProgress small = new DealProgress(GRACE, 3);
        at(0, "processing.started", "pending").to(small);
        for (int i = 1; i <= 10; i++) {
            at(i, "processing.completed", "d" + i).to(small);
        }

        assertThat(small.view().documents()).extracting(DocumentProgress::id).containsExactly("pending", "d9", "d10");
        assertThat(small.view().forgotten()).isEqualTo(8);
        assertThat(small.completeAt()).isEqualTo(StreamState.OPEN);
    }

    @Test
    void staysWithinItsLimitEvenIfEveryDocumentIsPending() {
        DealProgress small = new DealProgress(GRACE, 2);
        for (int i = 1; i <= 5; i++) {
            at(i, "processing.started", "d" + i).to(small);
        }
        at(6, "processing.completed", "d4").to(small);
        at(7, "processing.completed", "d5").to(small);

        assertThat(small.view().documents()).extracting(DocumentProgress::id).containsExactly("d4", "d5");
        assertThat(small.completeAt()).isEqualTo(T + 37_000);
        assertThatIllegalArgumentException().isThrownBy(() -> new DealProgress(GRACE, 0));
    }

    @Test
    void goesOnAfterItWasPutAway() {
        given(
                at(0, "processing.started", "1"),
                at(1, "processing.started", "2"),
                at(2, "processing.completed", "1"),
                at(2.5, PROCESSING, "deal_updated", null, Map.of("status", "processing")));

        DealProgress restored = Told.restored(deal, new DealProgress(GRACE, 100), PROCESSING);

        assertThat(restored.view()).isEqualTo(deal.view());
        assertThat(restored.completeAt()).isEqualTo(StreamState.OPEN);
        at(3, "processing.completed", "2").to(restored);
        assertThat(restored.completeAt()).isEqualTo(T + 33_000);
    }

    private static Told stalled(double second, double since) {
        String time = Instant.ofEpochMilli(T + Math.round(since * 1000) - 7).toString();
        return at(second, "processing.stalled", "1", Map.of("stage", "running_ocr", "progress", "40", "since", time));
    }

    @Test
    void aDocumentThatStandsStillIsPendingUntilItsNextEvent() {
        given(
                at(0, "processing.started", "1", Map.of("stage", "uploaded")),
                at(1, "processing.progress", "1", Map.of("stage", "running_ocr", "progress", "40")),
                stalled(600, 1));

        DocumentProgress still = document("1");
        assertThat(still.stalledSince()).isEqualTo(Instant.ofEpochMilli(T + 993).toString());
        assertThat(still.updatedAt()).isEqualTo(T + 993);
        assertThat(still.stage()).isEqualTo("running_ocr");
        pending();
        assertThat(Told.restored(deal, new DealProgress(GRACE, 100), PROCESSING).view())
                .isEqualTo(deal.view());

        given(at(601, "processing.progress", "1", Map.of("stage", "running_ocr", "progress", "45")));
        assertThat(document("1").stalledSince()).isNull();

        given(stalled(1_201, 601));
        assertThat(document("1").stalledSince()).isNotNull();
        given(at(1_202, "processing.completed", "1"));
        assertThat(document("1").stalledSince()).isNull();
        assertThat(document("1").told().last())
                .noneMatch(telling -> telling.type().equals("processing.stalled"));
    }

    @Test
    void aStallThatWasWrittenWhileTheNextEventCameSaysNothing() {
        given(
                at(1, "processing.started", "1", Map.of("stage", "uploaded")),
                at(600, "processing.progress", "1", Map.of("stage", "running_ocr")),
                stalled(601, 1),
                at(602, "processing.stalled", "1", Map.of("since", "long ago")),
                at(603, "processing.stalled", "1", Map.of("since", "+1000000000-12-31T23:59:59.999999999Z")),
                at(604, "processing.stalled", "1"));

        assertThat(document("1").stalledSince()).isNull();
        given(at(605, "processing.completed", "1"), stalled(1_200, 605));
        assertThat(document("1").stalledSince()).isNull();
        assertThat(document("1").isPending()).isFalse();
    }

    @Test
    void aStallIsAllThatIsKnownOfADocumentOfWhichTheRestIsGone() {
        given(stalled(600, 1));

        assertThat(document("1").stage()).isEqualTo("running_ocr");
        assertThat(document("1").progress()).isEqualTo("40");
        assertThat(document("1").stalledSince()).isNotNull();
        pending();
    }

    @Test
    void takesAFewBytesMoreWhereADocumentStandsStill() {
        given(at(1, "processing.started", "1", Map.of("stage", "running_ocr", "progress", "40")));
        int before = Told.bytes(deal, PROCESSING);
        given(stalled(600, 1));

        assertThat(Told.bytes(deal, PROCESSING) - before).isBetween(1, 20);
    }
}
