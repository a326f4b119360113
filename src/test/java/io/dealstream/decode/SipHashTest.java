package io.dealstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {

    /// The reference code's key, bytes 00 to 0f.
    private static final long KEY0 = 0x0706050403020100L;

    private static final long KEY1 = 0x0f0e0d0c0b0a0908L;

    @Test
    void agreesWithTheReferenceCode() {
        SipHash empty = new SipHash(KEY0, KEY1).add(0);
        assertThat(Long.toHexString(Long.reverseBytes(empty.first()))).isEqualTo("a3817f04ba25a8e6");
        assertThat(Long.toHexString(Long.reverseBytes(empty.second()))).isEqualTo("6df67214c7550293");
    }
}
