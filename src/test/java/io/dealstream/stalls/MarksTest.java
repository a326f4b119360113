package io.dealstream.stalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

    private static final Partition PARTITION = new Partition("processing-events", 0, 0xA1);
    private static final long MINUTE = 60_000;
    private static final long NOW = 100 * MINUTE;

    private final Marks marks = new Marks();

    private static Position at(long offset, long watermark) {
        return new Position(PARTITION, offset, watermark);
    }

    @Test
    void believesTimestampsThatCanBeTrue() {
        marks.add(10, 90 * MINUTE, 10 * MINUTE);
        marks.add(20, 95 * MINUTE, 10 * MINUTE);

        assertThat(marks.arrivalOf(at(5, 80 * MINUTE), NOW)).isEqualTo(80 * MINUTE);
        assertThat(marks.arrivalOf(at(15, 93 * MINUTE), NOW)).isEqualTo(93 * MINUTE);
        assertThat(marks.arrivalOf(at(25, 99 * MINUTE), NOW)).isEqualTo(99 * MINUTE);
    }

    @Test
    void takesTheLatestMomentThatCanBeTrueWhereATimestampCannot() {
        marks.add(10, 90 * MINUTE, 10 * MINUTE);
        marks.add(20, 95 * MINUTE, 10 * MINUTE);

        assertThat(marks.arrivalOf(at(5, 300 * MINUTE), NOW)).isEqualTo(90 * MINUTE);
        assertThat(marks.arrivalOf(at(15, 0), NOW)).isEqualTo(95 * MINUTE);
        assertThat(marks.arrivalOf(at(15, Long.MAX_VALUE), NOW)).isEqualTo(95 * MINUTE);
        assertThat(marks.arrivalOf(at(25, 0), NOW)).isEqualTo(NOW);
        assertThat(new Marks().arrivalOf(at(25, Long.MAX_VALUE), NOW)).isEqualTo(NOW);
    }

    @Test
    void reachBackFarEnoughInLittleRoom() {
        for (int minute = 0; minute <= 100; minute++) {
            marks.add(minute * 1_000_000L, minute * MINUTE, 10 * MINUTE);
        }

        // what came longer ago than that is long overdue, so that it makes no difference when it came
        assertThat(marks.arrivalOf(at(92_500_000, 0), NOW)).isEqualTo(93 * MINUTE);
        assertThat(marks.arrivalOf(at(50_000_000, 50 * MINUTE), NOW)).isEqualTo(50 * MINUTE);
        assertThat(marks.text()).hasSizeLessThan(300);
        for (int millis = 0; millis < 1_000; millis++) {
            marks.add(200_000_000, NOW + millis, 10 * MINUTE);
        }
        assertThat(marks.text()).hasSizeLessThan(400);
    }

    @Test
    void areThereAgainForTheNextKeeper() {
        marks.add(10, 90 * MINUTE, 10 * MINUTE);
        marks.add(20, 95 * MINUTE, 10 * MINUTE);

        Marks again = Marks.read(marks.text(), 20);

        assertThat(again.text()).isEqualTo(marks.text());
        assertThat(again.arrivalOf(at(15, 0), NOW)).isEqualTo(95 * MINUTE);
        assertThat(again.end()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.", ".1", "1.1,", "1.1.1", "-", "zzzzzzzzzzzzzzzzzzzzzzz.1", "1.1,1.1,k.1"})
    void knowNothingWhereSomethingElseIsCommittedOrAnotherTopicIsMeant(String text) {
        assertThat(Marks.read(text, 20).text()).isEmpty();
    }
}
