package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is left of streams that were forgotten, ten minutes by ten minutes.
class ForgottenStreamsTest {

    private static final long HOUR = 3_600_000;
    private static final Partition PARTITION = new Partition("deal-events", 0, 1);
    private static final Partition OTHER = new Partition("deal-events", 1, 1);

    private final ForgottenStreams forgotten = new ForgottenStreams();

    @Test
    void tellsFromWhenToReadAndUpToWhere() {
        forgotten.add(7, 100, HOUR - 1, traces(5, 150));
        forgotten.add(8, 120, HOUR - 1, traces(9, 160));
        forgotten.add(7, 130, 3 * HOUR, traces(40, 3 * HOUR));

        assertThat(forgotten.since(7)).hasValue(100);
        assertThat(forgotten.until(7))
                .extracting(trace -> trace.last().offset())
                .containsExactly(9L, 40L);
        assertThat(forgotten.until(8))
                .extracting(trace -> trace.last().offset())
                .containsExactly(9L);
        assertThat(forgotten.since(9)).isEmpty();
    }

    @Test
    void learnsOfMoreOfAPast() {
        forgotten.add(8, 120, HOUR - 1, traces(9, 160));

        assertThat(forgotten.extend(8, 90, trace(OTHER, 3, 90))).isTrue();
        assertThat(forgotten.since(8)).hasValue(90);
        assertThat(forgotten.until(8))
                .extracting(Trace::last)
                .containsExactlyInAnyOrder(new Position(PARTITION, 9, 160), new Position(OTHER, 3, 90));
        assertThat(forgotten.extend(9, 90, trace(PARTITION, 3, 90))).isFalse();
    }

    private static List<Trace> traces(long offset, long watermark) {
        return List.of(trace(PARTITION, offset, watermark));
    }

    private static Trace trace(Partition partition, long offset, long watermark) {
        return new Trace(new Position(partition, offset, watermark), watermark);
    }

    @Test
    void givesUpItsOldestFirst() {
        forgotten.add(1, 100, 10 * HOUR, traces(5, 150));
        forgotten.add(2, 200, 2 * HOUR, traces(3, 120));

        assertThat(forgotten.oldestEndsAt()).isEqualTo(2 * HOUR + HOUR / 6);
        assertThat(forgotten.removeOldest())
                .extracting(trace -> trace.last().offset())
                .containsExactly(3L);
        assertThat(forgotten.since(2)).isEmpty();
        assertThat(forgotten.since(1)).hasValue(100);
        assertThat(forgotten.removeOldest()).hasSize(1);
        assertThat(forgotten.isEmpty()).isTrue();
        assertThat(forgotten.bytes()).isZero();
        assertThat(forgotten.removeOldest()).isEmpty();
    }

    @Test
    void findsEachOfAHundredThousandAndTakesThirtyBytesForOne() {
        Random random = new Random(1);
        Map<Long, Long> model = new HashMap<>();
        for (long print = 0; print < 100_000; print++) {
            long scattered = print * 0x9E3779B97F4A7C15L;
            long since = random.nextInt(1_000_000);
            forgotten.add(scattered, since, random.nextInt(24) * HOUR, List.of());
            model.put(scattered, since);
        }

        model.forEach((print, since) -> assertThat(forgotten.since(print)).isEqualTo(OptionalLong.of(since)));
        assertThat(forgotten.size()).isEqualTo(100_000);
        assertThat(forgotten.bytes()).isLessThan(100_000 * 43);
        assertThat(forgotten.since(12_345)).isEmpty();
    }
}
