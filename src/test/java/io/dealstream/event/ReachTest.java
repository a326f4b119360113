package io.dealstream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Of two places of one client the later one counts.
class ReachTest {

    private static final long T = 1_772_618_460_000L;
    private static final long BARE_ID_IS_LATER_BY = 30_000;

    @Test
    void theLaterEventOfOnePartitionReachesFurther() {
        assertOrder(at(T, mark(0, 5)), at(T, mark(0, 6)));
        assertOrder(at(T, mark(0, 5), mark(1, 8)), at(T, mark(0, 6), mark(1, 8)));
    }

    @Test
    void theLaterTimeReachesFurtherWhereNoPartitionIsNamedByBoth() {
        assertOrder(at(T), at(T + 1));
        assertOrder(at(T, mark(0, 5)), at(T + 3_600_000));
        assertOrder(at(T, mark(0, 500)), at(T + 3_600_000, mark(1, 2)));
    }

    @Test
    void theOffsetTellsMoreThanTheTime() {
        assertOrder(at(T, mark(0, 5)), at(T - BARE_ID_IS_LATER_BY, mark(0, 6)));
    }

    @Test
    void anEventOfAnotherPartitionReachesFurtherThanTheBareIdBeforeIt() {
        assertOrder(at(T, mark(0, 5)), at(T - BARE_ID_IS_LATER_BY, mark(0, 5), mark(1, 3)));
    }

    @Test
    void aBareIdMuchLaterReachesFurtherThanMarksThatItNoLongerNeeds() {
        assertOrder(at(T, mark(0, 5), mark(1, 3)), at(T + 3_600_000, mark(0, 5)));
    }

    @Test
    void neitherReachesFurtherWhereNothingTellsThemApart() {
        Cursor one = at(T, mark(0, 5), mark(1, 8));
        Cursor other = at(T, mark(0, 6), mark(1, 7));

        assertThat(Reach.isBeyond(one, other)).isFalse();
        assertThat(Reach.isBeyond(other, one)).isFalse();
    }

    @Test
    void aTopicThatWasMadeAnewIsAnotherOne() {
        Cursor before = at(T, new Cursor.Mark(1, 0, 900));
        Cursor after = at(T + 3_600_000, new Cursor.Mark(2, 0, 3));

        assertOrder(before, after);
    }

    private static void assertOrder(Cursor earlier, Cursor later) {
        assertThat(Reach.isBeyond(later, earlier)).isTrue();
        assertThat(Reach.isBeyond(earlier, later)).isFalse();
    }

    private static Cursor at(long since, Cursor.Mark... marks) {
        return new Cursor(since, List.of(marks));
    }

    private static Cursor.Mark mark(int index, long offset) {
        return new Cursor.Mark(7, index, offset);
    }
}
