package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class KeyHashTest {

    /// As `printf sk_live_abc123 | sha256sum` says.
    private static final String HEX = "e9982364fd73c3ea5cfbc3c032589e2b8d332cd405e37d6ed3277972c1743f11";

    @Test
    void isTheSha256OfTheSecret() {
        assertThat(KeyHash.of("sk_live_abc123").hex()).isEqualTo(HEX);
    }

    @Test
    void readsUpperCase() {
        assertThat(KeyHash.parse(HEX.toUpperCase(Locale.ROOT))).contains(new KeyHash(HEX));
    }

    @Test
    void takesNothingElse() {
        assertThat(KeyHash.parse("sk_live_abc123")).isEmpty();
        assertThat(KeyHash.parse(HEX + "0")).isEmpty();
        assertThatThrownBy(() -> new KeyHash("sk_live_abc123"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sk_live_abc123");
    }

    @Test
    void tellsTwoHashesApart() {
        assertThat(KeyHash.of("a").isSameAs(KeyHash.of("a"))).isTrue();
        assertThat(KeyHash.of("a").isSameAs(KeyHash.of("b"))).isFalse();
    }
}
