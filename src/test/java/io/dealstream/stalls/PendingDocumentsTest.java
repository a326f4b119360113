package io.dealstream.stalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingDocumentsTest {

    private static final Partition PARTITION = new Partition("processing-events", 0, 0xA1);
    private static final Partition OTHER = new Partition("processing-events", 1, 0xA1);
    private static final long MINUTE = 60_000;
    private static final String STARTED = "processing.started";
    private static final String PROGRESS = "processing.progress";

    private final AtomicLong now = new AtomicLong(100 * MINUTE);
    private final AtomicInteger givenUp = new AtomicInteger();
    private final PendingDocuments documents = new PendingDocuments(
            new Patience(Duration.ofMinutes(10), Map.of("running_ocr", Duration.ofMinutes(5))),
            3,
            new StallListener() {
                @Override
                public void documentGivenUp() {
                    givenUp.incrementAndGet();
                }
            },
            () -> Instant.ofEpochMilli(now.get()));

    private void taken(String type, @Nullable String document, Position at, boolean fresh) {
        documents.taken(
                new Event(
                        new Tenant("acme"),
                        new EventType(type, "processing"),
                        List.of(new Subject("deal", "42"), Subject.whole("organisation")),
                        document,
                        new byte[0],
                        "id",
                        0,
                        0,
                        at,
                        null),
                fresh);
    }

    private void fresh(String type, @Nullable String document, long offset) {
        taken(type, document, new Position(PARTITION, offset, now.get()), true);
    }

    private static Position at(Partition partition, long offset, long watermark) {
        return new Position(partition, offset, watermark);
    }

    /// Those that are due by a minute, as far as nobody knows whose they are.
    private List<String> due(long minute) {
        return documents.due(minute * MINUTE, Set.of(), 100).stream()
                .map(one -> one.key().document())
                .toList();
    }

    @Test
    void areDueAfterTheShortestTimeWithoutAnEvent() {
        fresh(STARTED, "1", 1);
        now.addAndGet(2 * MINUTE);
        fresh(PROGRESS, "2", 2);

        assertThat(due(104)).isEmpty();
        assertThat(due(105)).containsExactly("1");
        fresh(PROGRESS, "1", 3);
        assertThat(due(106)).isEmpty();
        assertThat(due(107)).containsExactly("2", "1");
    }

    @Test
    void areNotLookedAfterOnceTheyHaveEnded() {
        fresh(STARTED, "1", 1);
        fresh(STARTED, "2", 2);
        fresh("processing.completed", "1", 3);
        fresh("scoring_complete", "2", 4);
        fresh("processing.failed", "3", 5);

        assertThat(documents.size()).isZero();
    }

    @Test
    void areOnlyThoseOfWhichAnythingIsAwaited() {
        fresh("deal_updated", null, 1);
        fresh("batch.document_processed", "1", 2);
        fresh("processing.stalled", "1", 3);

        assertThat(documents.size()).isZero();
    }

    @Test
    void ageByWhenAnEventCameWhateverItsTimestampSays() {
        taken(STARTED, "1", at(PARTITION, 1, 0), true);
        taken(STARTED, "2", at(OTHER, 1, Long.MAX_VALUE), true);

        assertThat(due(104)).isEmpty();
        assertThat(due(105)).containsExactly("1", "2");
    }

    @Test
    void ageByTheWatermarkWhereTheyWereThereBefore() {
        taken(STARTED, "1", at(PARTITION, 1, 93 * MINUTE), false);
        taken(STARTED, "2", at(OTHER, 1, Long.MAX_VALUE), false);

        assertThat(due(97)).isEmpty();
        assertThat(due(98)).containsExactly("1");
        // that is no time, so it is looked into at once
        assertThat(due(100)).containsExactly("1", "2");
    }

    @Test
    void areNotMadeOlderByWhatIsReadBehind() {
        taken(PROGRESS, "1", at(PARTITION, 100, 99 * MINUTE), false);
        taken(STARTED, "1", at(PARTITION, 1, 50 * MINUTE), false);
        taken("processing.failed", "1", at(PARTITION, 2, 60 * MINUTE), false);
        taken(PROGRESS, "1", at(OTHER, 7, 98 * MINUTE), false);

        assertThat(due(103)).isEmpty();
        assertThat(due(104)).containsExactly("1");
    }

    @Test
    void areTheBusinessOfTheirPartitionsKeeperOnceThatIsKnown() {
        fresh(STARTED, "1", 1);
        PendingDocument one = documents.due(105 * MINUTE, Set.of(), 1).getFirst();
        assertThat(documents.replace(one.at(PARTITION, 110 * MINUTE))).isTrue();

        assertThat(due(110)).isEmpty();
        assertThat(documents.due(109 * MINUTE, Set.of(PARTITION), 1)).isEmpty();
        assertThat(documents.due(110 * MINUTE, Set.of(PARTITION), 1)).hasSize(1);

        // somebody has told of it: how it stands must be found out anew
        fresh("processing.stalled", "1", 2);
        assertThat(due(110)).containsExactly("1");
    }

    @Test
    void keepWhatIsHeardWhileAStallIsBeingTold() {
        fresh(STARTED, "1", 1);
        PendingDocument one = documents.due(105 * MINUTE, Set.of(), 1).getFirst();
        fresh(PROGRESS, "1", 2);

        assertThat(documents.replace(one.at(PARTITION, 0))).isFalse();
        documents.drop(one);

        assertThat(documents.size()).isEqualTo(1);
        assertThat(documents.due(105 * MINUTE, Set.of(), 1).getFirst().last().offset())
                .isEqualTo(2);
    }

    @Test
    void giveUpTheOneThatWasSilentForLongestPastTheirBound() {
        for (int document = 1; document <= 3; document++) {
            fresh(STARTED, Integer.toString(document), document);
        }
        fresh(PROGRESS, "1", 4);
        fresh(STARTED, "4", 5);

        assertThat(due(200)).containsExactly("3", "1", "4");
        assertThat(givenUp).hasValue(1);
    }
}
