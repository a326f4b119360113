package io.dealstream.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.ForgedIds;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An id is taken only in the one form in which Dealstream gives it out, since its checksum can be made by anybody.
class StrictIdTest {

    private static final StreamKey DEAL = new StreamKey(new Tenant("acme"), new Subject("deal", "42"));
    private static final long T = 1_772_618_460_000L;

    @Test
    void isTakenInItsOneForm() {
        assertThat(parse(1, T, 1, 2, 0, 5, 3, 7)).isTrue();
        assertThat(parse(1, 0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -2, Long.MIN_VALUE, Integer.MIN_VALUE})
    void isNotOursWithANegativeNumber(long negative) {
        assertThat(parse(1, negative)).isFalse();
        assertThat(parse(1, T, 1, 1, negative, 5)).isFalse();
        assertThat(parse(1, T, 1, 1, 0, negative)).isFalse();
        assertThat(parse(1, T, 1, negative, 0, 5)).isFalse();
    }

    @Test
    void isNotOursWithANumberThatNothingCanHave() {
        assertThat(parse(1, T, 1, 1, 1L << 31, 5)).isFalse();
        assertThat(parse(1, T, 1, 1, 0, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void isNotOursWithAGroupThatIsEmptyOrCutShort() {
        assertThat(parse(1, T, 1, 0)).isFalse();
        assertThat(parse(1, T, 1, 2, 0, 5)).isFalse();
    }

    @Test
    void isNotOursWithTwoMarksOfOnePartitionOrOutOfOrder() {
        assertThat(parse(1, T, 1, 2, 0, 5, 0, 6)).isFalse();
        assertThat(parse(1, T, 1, 2, 3, 5, 0, 6)).isFalse();
        assertThat(ofTags(2, 1)).isFalse();
        assertThat(ofTags(1, 1)).isFalse();
        assertThat(ofTags(1, 2)).isTrue();
    }

    @Test
    void isNotOursWithANumberThatTakesMoreBytesThanItNeeds() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.writeBytes(new byte[] {(byte) 0x85, 0});

        assertThat(Cursor.parse(ForgedIds.sealed(out.toByteArray(), DEAL), DEAL))
                .isEmpty();
    }

    @Test
    void isNotOursInAnotherSpelling() {
        String id = new Cursor(T, List.of(new Cursor.Mark(1, 0, 5))).encode(DEAL);
        assertThat(id.length() % 4).as("its last character has bits to spare").isNotZero();
        int last =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(id.charAt(id.length() - 1));
        char other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(last + 1);

        assertThat(Cursor.parse(id.substring(0, id.length() - 1) + other, DEAL)).isEmpty();
        assertThat(Cursor.parse(id + "=".repeat((4 - id.length() % 4) % 4), DEAL))
                .isEmpty();
    }

    @Test
    void isReadAndWrittenAgainToTheSameCharacters() {
        Random random = new Random(14);
        ForgedIds forged = new ForgedIds(
                random, List.of(new Partition("a", 0, 1), new Partition("b", 0, 2), new Partition("c", 1, 9)), T);
        int taken = 0;
        for (int i = 0; i < 1_000_000; i++) {
            String id = forged.next(DEAL);
            var cursor = Cursor.parse(id, DEAL);
            if (cursor.isPresent()) {
                taken++;
                assertThat(cursor.get().encode(DEAL)).isEqualTo(id);
                assertThat(cursor.get().since()).isNotNegative();
                assertThat(cursor.get().marks()).allMatch(mark -> mark.index() >= 0 && mark.offset() >= 0);
            }
        }
        assertThat(taken).isGreaterThan(50_000);
    }

    /// An id of a version, and numbers: `since`, then for each group its tag, how many marks it has, and these.
    private static boolean parse(int version, long since, long... group) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(version);
        ForgedIds.varint(out, since);
        if (group.length > 0) {
            out.writeBytes(new byte[] {0, 0, (byte) group[0]});
            for (int i = 1; i < group.length; i++) {
                ForgedIds.varint(out, group[i]);
            }
        }
        return Cursor.parse(ForgedIds.sealed(out.toByteArray(), DEAL), DEAL).isPresent();
    }

    private static boolean ofTags(int... tags) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        ForgedIds.varint(out, T);
        for (int tag : tags) {
            out.writeBytes(new byte[] {0, 0, (byte) tag, 1, 0, 5});
        }
        return Cursor.parse(ForgedIds.sealed(out.toByteArray(), DEAL), DEAL).isPresent();
    }
}
