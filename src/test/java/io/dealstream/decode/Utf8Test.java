package io.dealstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void findsEveryByteThatIsNotPlainWhereverItStands() {
        for (int length = 1; length <= 20; length++) {
            for (int at = 0; at < length; at++) {
                for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
                    byte[] bytes = new byte[length];
                    Arrays.fill(bytes, (byte) ' '); // the least plain one: a borrow from its neighbour would show
                    bytes[at] = (byte) b;

                    assertThat(Utf8.isPlain(bytes)).isEqualTo(b >= ' ');
                }
            }
        }
    }

    @Test
    void takesNothingForPlain() {
        assertThat(Utf8.isPlain(new byte[0])).isTrue();
    }
}
