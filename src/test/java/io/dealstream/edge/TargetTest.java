package io.dealstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a target on the way in.
class TargetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/a /a",
                "/a? /a?",
                "/a?b=c&d[]=e%20f /a?b=c&d[]=e%20f",
                "/a?b={\"c\"|^`d} /a?b=%7B%22c%22%7C%5E%60d%7D",
                "/a?b=100%&c=%4&d=%zz /a?b=100%25&c=%254&d=%25zz",
                "/a?b=<c>\\ /a?b=%3Cc%3E%5C",
                "/a|b^c[d] /a%7Cb%5Ec%5Bd%5D",
                "/a?b=\u00c3\u00a9 /a?b=%C3%A9",
                "http://h:1/a?b=c /a?b=c",
                "HTTP://H:1 /",
                "https://h:1?b /?b"
            })
    void isSpelledInOneWay(String sent, String spelled) {
        Target target = Target.of(sent, "h:1");

        assertThat(target).isEqualTo(new Target(spelled, true));
        assertThat(URI.create(target.text())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/events?token=s",
                "*",
                "h:443",
                "http://other/a?token=s",
                "http://u@h:1/a?token=s",
                "http:///a",
                "ftp://h:1/a",
                "/a#b",
                "/a?token=s#b",
                "/a?token=s\u0001",
                "/a\u007f?token=s",
                "//h:1/a?token=s"
            })
    void isNotServedWhereItMightMeanAnything(String sent) {
        Target target = Target.of(sent, "h:1");

        assertThat(target.isAccepted()).isFalse();
        assertThat(target.text()).startsWith("/").doesNotContain("token");
        assertThat(URI.create(target.text())).isNotNull();
    }

    @Test
    void isHandedOnAsItIsWhereNothingIsToBeDone() {
        String sent = "/v1/events/org?types=a,b&since=2026-03-04T10:00:00+01:00";

        assertThat(Target.of(sent, "h").text()).isSameAs(sent);
    }
}
