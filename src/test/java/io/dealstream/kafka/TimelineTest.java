package io.dealstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimelineTest {

    private static final Partition PARTITION = new Partition("deal-events", 0, 1);
    private static final long MINUTE = 60_000;

    private final Timeline timeline = new Timeline();

    @Test
    void knowsNothingOfPartitionsThatWereNotRead() {
        assertThat(timeline.before(PARTITION, 0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void knowsHowLateARecordBeforeTheFirstOneReadCanBe() {
        timeline.begins(new Position(PARTITION, 99, 5 * MINUTE));
        timeline.passed(new Position(PARTITION, 150, 9 * MINUTE));

        assertThat(timeline.before(PARTITION, 10)).isEqualTo(5 * MINUTE);
        assertThat(timeline.before(PARTITION, 100)).isEqualTo(5 * MINUTE);
        assertThat(timeline.before(PARTITION, 101)).isEqualTo(9 * MINUTE);
        assertThat(timeline.before(PARTITION, 151)).isEqualTo(9 * MINUTE);
        assertThat(timeline.before(PARTITION, 152)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void isNeverTooEarlyAndSeldomMuchTooLate() {
        timeline.begins(new Position(PARTITION, -1, Long.MIN_VALUE));
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            timeline.passed(new Position(PARTITION, minute, minute * MINUTE));
        }

        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            assertThat(timeline.before(PARTITION, minute + 1L)).isBetween(minute * MINUTE, (minute + 10) * MINUTE);
        }
    }

    @Test
    void remembersNoPartitionOfATopicThatWasMadeAgain() {
        Partition other = new Partition("deal-events", 1, 1);
        timeline.begins(new Position(PARTITION, 9, 5 * MINUTE));
        timeline.begins(new Position(other, 9, 5 * MINUTE));

        for (int tag = 2; tag < 1_000; tag++) {
            timeline.begins(new Position(new Partition("deal-events", 0, tag), -1, 6 * MINUTE));
        }

        assertThat(timeline.size()).isEqualTo(2);
        assertThat(timeline.before(other, 0)).isEqualTo(5 * MINUTE);
        assertThat(timeline.before(PARTITION, 0)).isEqualTo(Long.MAX_VALUE);
    }

    /// Without the limit it would never end.
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void staysBoundedWhateverTimestampsProducersGive() {
        for (long timestamp :
                new long[] {Long.MIN_VALUE, -1, 0, 4_925_000_000_000L, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            Partition partition = new Partition("deal-events", 1, 1);
            Timeline wild = new Timeline();
            wild.begins(new Position(partition, -1, Long.MIN_VALUE));
            for (int offset = 0; offset < 5_000; offset++) {
                wild.passed(new Position(partition, offset, timestamp));
            }

            assertThat(wild.before(partition, 5_000)).isEqualTo(timestamp);
            assertThat(wild.before(partition, 1)).isEqualTo(timestamp);
        }
    }

    @Test
    void growsCoarserRatherThanLarger() {
        timeline.begins(new Position(PARTITION, -1, Long.MIN_VALUE));
        int hours = 365 * 24;
        for (int hour = 0; hour < hours; hour++) {
            timeline.passed(new Position(PARTITION, hour, hour * 60L * MINUTE));
        }

        for (int hour = 0; hour < hours; hour += 97) {
            assertThat(timeline.before(PARTITION, hour + 1L))
                    .isBetween(hour * 60L * MINUTE, (hour + 12) * 60L * MINUTE);
        }
    }

    /// Half a day before the first record that the intake reads is read behind, while the intake goes on.
    @Test
    void fillsInWhatIsReadBehind() {
        int half = 12 * 60;
        timeline.begins(new Position(PARTITION, -1, -1));
        timeline.begins(new Position(PARTITION, half - 1, half * MINUTE - 1));

        for (int minute = 0; minute < half; minute++) {
            timeline.passed(new Position(PARTITION, half + minute, (half + minute) * MINUTE));
            timeline.passed(new Position(PARTITION, minute, minute * MINUTE));
            // what has not been read yet counts as late as it can be
            assertThat(timeline.before(PARTITION, Math.min(minute + 2L, half)))
                    .isBetween(minute * MINUTE, half * MINUTE);
        }

        for (int minute = 0; minute < 2 * half; minute++) {
            assertThat(timeline.before(PARTITION, minute + 1L)).isBetween(minute * MINUTE, (minute + 10) * MINUTE);
        }
        assertThat(timeline.before(PARTITION, 0)).isEqualTo(-1);
    }

    @Test
    void growsCoarserRatherThanLargerWhereItIsFilledIn() {
        int hours = 365 * 24;
        timeline.begins(new Position(PARTITION, hours - 1, hours * 60L * MINUTE));
        for (int hour = 0; hour < hours; hour++) {
            timeline.passed(new Position(PARTITION, hour, hour * 60L * MINUTE));
        }

        for (int hour = 0; hour < hours; hour += 97) {
            assertThat(timeline.before(PARTITION, hour + 1L))
                    .isBetween(hour * 60L * MINUTE, (hour + 12) * 60L * MINUTE);
        }
    }
}
