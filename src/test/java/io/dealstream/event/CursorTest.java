package io.dealstream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void isUnderstoodInTheFormOfTheFirstVersion() {
        // as given out before there was another
        String id = "AeDWrMLLMwAAAQEAAKvN7wIADAOAjO6JGqql3Q4";

        assertThat(Cursor.parse(id, DEAL))
                .contains(new Cursor(
                        T,
                        List.of(
                                new Cursor.Mark(1, 0, 0),
                                new Cursor.Mark(0xABCDEF, 0, 12),
                                new Cursor.Mark(0xABCDEF, 3, 7_000_000_000L))));
        assertThat(Cursor.parse(id, DEAL).orElseThrow().encode(DEAL)).isEqualTo(id);
    }

    @Test
    void saysOfVeryManyPartitionsHowTheirOffsetsEnd() {
        CursorTrack track = new CursorTrack(partition -> T - 10_000_000);
        List<Position> positions = busy(300, track);

        Cursor cursor = track.cursor(T);
        String id = cursor.encode(DEAL);
        Cursor read = Cursor.parse(id, DEAL).orElseThrow();

        assertThat(id).hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
        assertThat(read.isVague()).isFalse();
        assertThat(read.hasHints()).isTrue();
        assertThat(read.encode(DEAL)).isEqualTo(id);
        // who reads the stream again from `since` on comes to the same
        Cursor known = read;
        for (Position position : positions) {
            if (position.watermark() >= T) {
                known = known.passing(position).orElse(known);
            }
        }
        assertThat(known.marks()).isEqualTo(cursor.marks());
    }

    @ParameterizedTest
    @CsvSource({"300, 3", "300, 30", "300, 300", "300, 3000", "300, 30000", "400, 50", "400, 5000"})
    void fitsAnIdWithHundredsOfPartitionsHoweverBusyTheyAre(int partitions, double perSecond) {
        CursorTrack track = new CursorTrack(partition -> 0);
        Random random = new Random((long) perSecond);
        long[] offsets = random.longs(partitions, 0, 1L << 33).toArray();
        double now = T;
        for (int i = 0; i < 40_000; i++) {
            int some = random.nextInt(partitions);
            // a few are ten times as busy as the rest
            int index = random.nextInt(3) == 0 ? some / 20 : some;
            now += random.nextDouble() * 2_000 / perSecond;
            // other tenants' records stand between
            offsets[index] += 1 + random.nextInt(4);
            track.seen(new Position(
                    new Partition("processing-events", index / 5, 7 + index % 5), offsets[index], (long) now));
            if (i > 10_000 && i % 100 == 0) {
                String id = track.cursor((long) now - 210_000).encode(DEAL);
                assertThat(id).hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
                assertThat(Cursor.parse(id, DEAL).orElseThrow().isVague())
                        .as("after %d", i)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 20_000})
    void isVagueWhereTooMuchWouldHaveToBeSaid(int partitions) {
        CursorTrack track = new CursorTrack(partition -> T - 10_000_000);
        Random random = new Random(partitions);
        long offset = 1_000_000_000;
        for (int i = 0; i < partitions * 4; i++) {
            offset += 1 + random.nextInt(50);
            Partition partition = new Partition("processing-events", random.nextInt(partitions), 7);
            track.seen(new Position(partition, offset, T + i * 90_000L / (partitions * 4L)));
        }

        String id = track.cursor(T).encode(DEAL);

        assertThat(id).hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
        assertThat(Cursor.parse(id, DEAL).orElseThrow().isVague()).isTrue();
    }

    @Test
    void saysOfNoPartitionMoreThanIsKnownOfIt() {
        CursorTrack track = new CursorTrack();
        busy(300, track);

        assertThat(Cursor.parse(track.cursor(T).encode(DEAL), DEAL)
                        .orElseThrow()
                        .isVague())
                .isTrue();
    }

    @Test
    void saysWhatItHasToAlthoughSomePartitionsAreDatedInTheFutureOrThePast() {
        CursorTrack track = new CursorTrack(partition -> 0);
        busy(300, track);
        for (int i = 0; i < 8; i++) {
            long century = Duration.ofDays(36_500).toMillis();
            track.seen(new Position(new Partition("deal-events", i, 99), 7 + i, T + (i % 2 == 0 ? century : -century)));
        }

        assertThat(Cursor.parse(track.cursor(T).encode(DEAL), DEAL)
                        .orElseThrow()
                        .isVague())
                .isFalse();
        assertThat(Cursor.parse(track.cursor(1).encode(DEAL), DEAL)
                        .orElseThrow()
                        .isVague())
                .isFalse();
    }

    /// What else comes between tells nothing, and what ends a span tells that it is over.
    @Test
    void takesAnEventBehindTheSpanForTheFirstThatIsNew() {
        Hint hint = new Hint(10, 5, 3, 6);

        assertThat(hint.resolve(new Position(P0, 4, 5 << 10))).isEqualTo(6);
        assertThat(hint.resolve(new Position(P0, 6, (6 << 10) - 1))).isEqualTo(6);
        assertThat(hint.resolve(new Position(P0, 9, 6 << 10))).isEqualTo(8);
    }

    /// Events of a minute and a half in some partitions, each partition's in order.
    private static List<Position> busy(int partitions, CursorTrack track) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < partitions * 10; i++) {
            int index = i % partitions;
            Partition partition = new Partition("processing-events", index / 5, 7 + index % 5);
            positions.add(
                    new Position(partition, 1_000_000_000L + i * 3L, T - 1_000 + i * 90_000L / (partitions * 10L)));
            track.seen(positions.getLast());
        }
        return positions;
    }
}
