package io.dealstream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final Partition P0 = new Partition("processing-events", 0, 0xABCDEF);
    private static final Partition P1 = new Partition("processing-events", 1, 0xABCDEF);
    private static final Partition D0 = new Partition("deal-events", 0, 0x000001);
    private static final StreamKey DEAL = new StreamKey(new Tenant("acme"), new Subject("deal", "42"));
    private static final long T = 1_772_618_460_000L;

    @Test
    void survivesTheWire() {
        Cursor cursor = new Cursor(
                T,
                List.of(
                        new Cursor.Mark(0xABCDEF, 3, 7_000_000_000L),
                        new Cursor.Mark(1, 0, 0),
                        new Cursor.Mark(0xABCDEF, 0, 12)));

        String id = cursor.encode(DEAL);

        assertThat(id).matches("[A-Za-z0-9_-]+").hasSizeLessThan(50);
        assertThat(Cursor.parse(id, DEAL)).contains(cursor);
    }

    @Test
    void isNotOursForAnotherStreamOrTenant() {
        String id = new Cursor(T, List.of(new Cursor.Mark(1, 0, 5))).encode(DEAL);

        assertThat(Cursor.parse(id, new StreamKey(new Tenant("acme"), new Subject("deal", "43"))))
                .isEmpty();
        assertThat(Cursor.parse(id, new StreamKey(new Tenant("emca"), new Subject("deal", "42"))))
                .isEmpty();
    }

    @Test
    void isNotOursWhenAnyCharacterIsChanged() {
        String id = new Cursor(T, List.of(new Cursor.Mark(1, 0, 5))).encode(DEAL);

        for (int i = 0; i < id.length() - 1; i++) {
            char other = id.charAt(i) == 'x' ? 'y' : 'x';
            String changed = id.substring(0, i) + other + id.substring(i + 1);
            assertThat(Cursor.parse(changed, DEAL)).as(changed).isEmpty();
        }
    }

    @Test
    void refusesGarbageOfAnyKind() {
        for (String garbage : List.of("", "0", "null", "=", "a\nb", "!!!!", "A".repeat(512), "A".repeat(10_000), "é")) {
            assertThat(Cursor.parse(garbage, DEAL)).as(garbage).isEmpty();
        }
    }

    @Test
    void coversByMarkWhereThereIsOneElseByTime() {
        Cursor cursor = new Cursor(T, List.of(new Cursor.Mark(P0.tag(), 0, 10)));

        assertThat(cursor.covers(new Position(P0, 10, T + 5))).isTrue();
        assertThat(cursor.covers(new Position(P0, 11, T - 5))).isFalse();
        assertThat(cursor.covers(new Position(P1, 99, T - 1))).isTrue();
        assertThat(cursor.covers(new Position(P1, 99, T))).isFalse();
        assertThat(cursor.covers(new Position(D0, 10, T))).isFalse();
    }

    @Test
    void trackNamesThePartitionsSeenSinceTheHorizon() {
        CursorTrack track = new CursorTrack();
        track.seen(new Position(P0, 4, T + 1));
        track.seen(new Position(D0, 9, T + 60));
        track.seen(new Position(P0, 5, T + 2));
        track.seen(new Position(P0, 3, T));

        assertThat(track.cursor(T))
                .isEqualTo(new Cursor(T, List.of(new Cursor.Mark(D0.tag(), 0, 9), new Cursor.Mark(P0.tag(), 0, 5))));
        assertThat(track.cursor(T + 50)).isEqualTo(new Cursor(T + 50, List.of(new Cursor.Mark(D0.tag(), 0, 9))));
        assertThat(track.reached(new Cursor.Mark(P0.tag(), 0, 5))).isTrue();
        assertThat(track.reached(new Cursor.Mark(P0.tag(), 0, 6))).isFalse();
        assertThat(track.reached(new Cursor.Mark(P1.tag(), 1, 0))).isFalse();
    }

    @Test
    void trackKeepsAPartitionWhoseNextRecordSeemsOlderThanTheLast() {
        CursorTrack track = CursorTrack.from(new Cursor(T, List.of(new Cursor.Mark(P0.tag(), 0, 4))));
        track.recalled(new Position(P0, 5, T - 10));

        assertThat(track.cursor(T)).isEqualTo(new Cursor(T, List.of(new Cursor.Mark(P0.tag(), 0, 5))));
    }

    @Test
    void trackIsCoveredOnlyByACursorThatHasSeenEveryPartition() {
        CursorTrack track = new CursorTrack();
        track.seen(new Position(P0, 4, T + 1));
        Cursor before = track.cursor(T);
        track.seen(new Position(D0, 9, T + 2));

        assertThat(track.coveredBy(before)).isFalse();
        assertThat(track.coveredBy(track.cursor(T))).isTrue();
        assertThat(CursorTrack.from(track.cursor(T)).cursor(T)).isEqualTo(track.cursor(T));
    }

    @Test
    void aStreamOfVeryManyPartitionsGivesUpItsOldestMarks() {
        CursorTrack track = new CursorTrack();
        List<Position> positions = new ArrayList<>();
        IntStream.range(0, 400)
                .forEach(i -> positions.add(
                        new Position(new Partition("processing-events", i, 7), 1_000_000_000L + i, T + i)));
        positions.forEach(track::seen);

        Cursor cursor = track.cursor(T);

        assertThat(cursor.encode(DEAL)).hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
        assertThat(cursor.marks()).hasSizeGreaterThan(40);
        assertThat(positions).allMatch(cursor::covers);
    }
}
