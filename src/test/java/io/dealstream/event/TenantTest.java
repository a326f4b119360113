package io.dealstream.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth0|5f7c0a2b",
                "google-oauth2|1038",
                "a+b@c.de",
                "https://sts.example/u/7?x=1#y",
                "CN=Ann,O=Acme",
                "\"'`\\${}%<>&;*~!",
                "7"
            })
    void isWhateverAnIssuerCallsAUser(String id) {
        assertThat(new Tenant(id).id()).isEqualTo(id);
    }

    @Test
    void isMadeOfVisibleAsciiAndNothingElse() {
        IntStream.rangeClosed(0, Character.MAX_VALUE).forEach(character -> {
            boolean visible = character >= '!' && character <= '~';
            String text = Character.toString(character);
            assertThat(Tenant.isValid(text)).as("U+%04X", character).isEqualTo(visible);
            assertThat(Tenant.isValid("a" + text)).as("U+%04X", character).isEqualTo(visible);
        });
    }

    @Test
    void hasOneTo128Characters() {
        assertThat(Tenant.isValid("")).isFalse();
        assertThat(Tenant.isValid("t".repeat(128))).isTrue();
        assertThat(Tenant.isValid("t".repeat(129))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Tenant("a b")).withMessageNotContaining("a b");
    }
}
