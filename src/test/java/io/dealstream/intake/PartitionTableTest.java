package io.dealstream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.intake.PartitionProgress.Place;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionTableTest {

    private static final Partition OLD = new Partition("deal-events", 0, 1);
    private static final Partition NEW = new Partition("deal-events", 0, 2);
    private static final Partition OTHER = new Partition("deal-events", 1, 1);

    private final PartitionTable table = new PartitionTable();

    @Test
    void whatTheFirstListingHoldsWasThereBeforeAndTheRestIsNew() {
        table.follow(1_000, List.of(OLD));
        table.follow(2_000, List.of(OLD, OTHER));

        assertThat(progress(OLD).place()).isEqualTo(Place.WARM_UP);
        assertThat(progress(OTHER).place()).isEqualTo(Place.BEGINNING);
    }

    @Test
    void aTopicThatWasMadeAgainBeginsAnew() {
        table.follow(1_000, List.of(OLD));
        progress(OLD).begin(new StartPoint(10, 900, 10));

        assertThat(table.follow(2_000, List.of(NEW))).isTrue();

        assertThat(progress(NEW).partition()).isEqualTo(NEW);
        assertThat(progress(NEW).place()).isEqualTo(Place.BEGINNING);
    }

    @Test
    void aTopicThatWasOnlyOutOfSightGoesOnWhereItStopped() {
        table.follow(1_000, List.of(OLD));
        progress(OLD).begin(new StartPoint(10, 900, 10));
        progress(OLD).take(10, 950);

        table.follow(2_000, List.of());
        assertThat(table.all()).isEmpty();
        table.follow(3_000, List.of(OLD));

        assertThat(progress(OLD).next()).isEqualTo(11);
        assertThat(progress(OLD).place()).isEqualTo(Place.FOUND);
    }

    @Test
    void aListingThatIsOutOfDateChangesNothingForLong() {
        table.follow(1_000, List.of(OLD));
        progress(OLD).begin(new StartPoint(10, 900, 10));
        table.follow(2_000, List.of(NEW));
        progress(NEW).begin(new StartPoint(0, 900, 0));
        progress(NEW).take(0, 950);

        table.follow(3_000, List.of(OLD));
        table.follow(4_000, List.of(NEW));

        assertThat(progress(NEW).next()).isEqualTo(1);
        assertThat(progress(NEW).place()).isEqualTo(Place.FOUND);
    }

    @Test
    void theHorizonIsThatOfThePartitionThatIsFurthestBehind() {
        assertThat(table.horizon(9_000)).isEqualTo(Long.MIN_VALUE);
        table.follow(5_000, List.of(OLD, OTHER));
        assertThat(table.horizon(9_000)).isEqualTo(Long.MIN_VALUE);

        // one has records to come: its watermark counts
        progress(OLD).begin(new StartPoint(0, 99, 20));
        progress(OLD).take(0, 200);
        progress(OLD).compare(4_000, 20);
        assertThat(progress(OLD).lag()).isEqualTo(19);
        // one is at its end: the time counts at which the end was asked for
        progress(OTHER).begin(new StartPoint(7, 99, 7));
        progress(OTHER).compare(4_000, 7);

        assertThat(table.horizon(9_000)).isEqualTo(200);
        progress(OLD).passed(20);
        progress(OLD).compare(4_500, 20);
        assertThat(table.horizon(9_000)).isEqualTo(4_000);
    }

    @Test
    void theHorizonWaitsAMinuteForAPartitionThatIsLeftOut() {
        table.follow(5_000, List.of(OLD, OTHER));
        isEmptyAsOf(5_000, OLD);
        isEmptyAsOf(5_000, OTHER);

        table.follow(6_000, List.of(OTHER));
        progress(OTHER).compare(50_000, 0);
        table.follow(65_999, List.of(OTHER));
        assertThat(table.horizon(99_000)).isEqualTo(5_000);
        assertThat(table.settledAt()).isEqualTo(5_000);

        table.follow(66_000, List.of(OTHER));
        assertThat(table.horizon(99_000)).isEqualTo(50_000);
        assertThat(table.settledAt()).isEqualTo(50_000);
    }

    @Test
    void theHorizonWaitsForNoPartitionThatIsBackOrWasMadeAgain() {
        table.follow(5_000, List.of(OLD));
        isEmptyAsOf(5_000, OLD);
        table.follow(6_000, List.of());
        table.follow(7_000, List.of(OLD));
        progress(OLD).compare(6_500, 0);
        assertThat(table.settledAt()).isEqualTo(6_500);

        table.follow(8_000, List.of());
        table.follow(9_000, List.of(NEW));
        isEmptyAsOf(8_500, NEW);
        assertThat(table.settledAt()).isEqualTo(8_500);
    }

    @Test
    void theHorizonIsNeverInTheFutureNorAfterTheLastListing() {
        table.follow(5_000, List.of(OLD));
        progress(OLD).begin(new StartPoint(0, 99, 0));
        progress(OLD).take(0, 1_000_000);

        assertThat(table.horizon(9_000)).isEqualTo(5_000);
        assertThat(table.horizon(4_000)).isEqualTo(4_000);
    }

    @Test
    void isWarmOnceTheEndsOfTheFirstListingAreReachedAndStaysSo() {
        assertThat(table.isWarm()).isFalse();
        table.follow(1_000, List.of(OLD));
        progress(OLD).begin(new StartPoint(10, 900, 12));
        assertThat(table.isWarm()).isFalse();

        progress(OLD).take(10, 950);
        progress(OLD).take(11, 951);
        assertThat(table.isWarm()).isTrue();

        table.follow(2_000, List.of(OLD, OTHER));
        assertThat(table.isWarm()).isTrue();
    }

    @Test
    void isWarmWithoutATopic() {
        table.follow(1_000, List.of());

        assertThat(table.isWarm()).isTrue();
    }

    @Test
    void tellsOfAGapOnceTheFirstRecordBehindItIsThere() {
        table.follow(1_000, List.of(OLD));
        PartitionProgress progress = progress(OLD);
        progress.begin(new StartPoint(0, 99, 0));
        progress.take(0, 500);
        progress.stray(1, 1_500);
        assertThat(progress.isSought(1_000)).isFalse();
        assertThat(progress.isSought(2_000)).isTrue();

        assertThat(progress.resume(new StartPoint(50, Long.MIN_VALUE, 60))).isEqualTo(49);

        assertThat(progress.hasGap()).isTrue();
        assertThat(progress.closeGap(50, 800)).isEqualTo(new Position(OLD, 49, 800));
        assertThat(progress.take(50, 800)).isEqualTo(new Position(OLD, 50, 800));
        assertThat(progress.hasGap()).isFalse();
    }

    /// Its place is found, and nothing was there when its end was asked for.
    private void isEmptyAsOf(long askedAt, Partition partition) {
        progress(partition).begin(new StartPoint(0, 99, 0));
        progress(partition).compare(askedAt, 0);
    }

    private PartitionProgress progress(Partition partition) {
        PartitionProgress progress = table.get(new TopicPartition(partition.topic(), partition.index()));
        assertThat(progress).isNotNull();
        return progress;
    }
}
