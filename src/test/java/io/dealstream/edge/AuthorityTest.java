package io.dealstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hosts, and whose page a page is.
class AuthorityTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.example:80", "my_service:8080", "127.0.0.1:65535", "[::1]", "[::1]:8080", "a:"})
    void isAHost(String text) {
        assertThat(Authority.of(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "::1:8080",
                "a, b",
                "a,b",
                "${HOST}",
                "x:65536",
                "x:99999",
                "x:-1",
                "x:80a",
                "user@host",
                "http://x",
                "x/y",
                "x?y",
                "[zz]",
                "[token]",
                "a b",
                "a:80:80",
                "caf\u00e9",
                "a%41",
                "x:123456"
            })
    void isNoHost(String text) {
        assertThat(Authority.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example, h.example, true",
        "https://H.example, h.Example:443, true",
        "http://h.example, h.example:80, true",
        "https://h.example:8443, h.example:8443, true",
        "https://h.example:8443, h.example, true",
        "https://[::1]:8443, [::1]:8443, true",
        "https://h.example, h.example:8443, false",
        "https://h.example:8443, h.example:8080, false",
        "https://h.example.evil, h.example, false",
        "https://evil-h.example, h.example, false",
        "https://evil@h.example, h.example, false",
        "https://h.example/, h.example, false",
        "null, h.example, false",
        "null, null, false",
        "file://, h.example, false",
        "chrome-extension://h.example, h.example, false"
    })
    void isTheSamePage(String origin, String host, boolean same) {
        assertThat(Authority.ofOrigin(origin)
                        .filter(page -> page.isServedAs(Authority.of(host).orElseThrow()))
                        .isPresent())
                .isEqualTo(same);
    }
}
