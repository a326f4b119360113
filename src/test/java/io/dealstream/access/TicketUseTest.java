package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketUseTest {

    private static final TicketSigner SIGNER =
            new TicketSigner("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private static final TicketUse USE = new TicketUse("n", Instant.parse("2026-01-01T00:00:00Z"), "one");

    @Test
    void readsWhatItWrites() {
        assertThat(TicketUse.open(USE.seal(SIGNER), SIGNER)).contains(USE);
    }

    @Test
    void readsWhatALaterVersionWrites() {
        assertThat(TicketUse.open(
                        sealed("{\"nonce\":\"n\",\"expires\":1767225600000,\"by\":\"one\",\"x\":[]}"), SIGNER))
                .contains(USE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"nonce\":\"n\",\"expires\":1767225600000}",
                "{\"nonce\":7,\"expires\":1767225600000,\"by\":\"one\"}",
                "{\"nonce\":\"n\",\"expires\":\"soon\",\"by\":\"one\"}",
                "{\"nonce\":\"n\",\"expires\":1e99,\"by\":\"one\"}",
                "{\"nonce\":\"n\",\"expires\":99999999999999999999,\"by\":\"one\"}",
                "not JSON"
            })
    void takesNothingElseForAUse(String content) {
        assertThat(TicketUse.open(sealed(content), SIGNER)).isEmpty();
    }

    private static byte[] sealed(String content) {
        return SIGNER.sign(content.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void isReadByNobodyWithAnotherSecret() {
        TicketSigner other = new TicketSigner(new byte[32]);

        assertThat(TicketUse.open(USE.seal(other), SIGNER)).isEmpty();
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = USE.seal(SIGNER);
            bytes[random.nextInt(bytes.length - 1)] ^= (byte) (1 << random.nextInt(7));
            assertThat(TicketUse.open(bytes, SIGNER)).isEmpty();
        }
        assertThat(TicketUse.open(new byte[1 << 20], SIGNER)).isEmpty();
        assertThat(TicketUse.open(sealed("[".repeat(700)), SIGNER)).isEmpty();
    }
}
