package io.dealstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which paths everybody reads alike.
class PathFormTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/events/org",
                "/v1/events/org/",
                "/v1/events/deals/-5",
                "/cases/a..b/progress/stream",
                "/cases/.../progress/stream",
                "/cases/a%2Fb/progress/stream",
                "/cases/a%3Bb/progress/stream",
                "/cases/caf%C3%A9/progress/stream",
                "/cases/a%7Eb/progress/stream",
                "/cases/a%20%5c%00b/progress/stream",
                "/client/dealstream.js"
            })
    void servesWhatThereIsOneReadingOf(String path) {
        assertThat(PathForm.isNormal(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1/events/org",
                "*",
                "//q/metrics",
                "/v1//events/org",
                "/v1/events/org//",
                "/v1/../q/metrics",
                "/v1/./events/org",
                "/v1/..",
                "/..",
                "/.",
                "/v1/%2e%2e/q/metrics",
                "/v1/%2E./q/metrics",
                "/v1/.%2e/q/metrics",
                "/%71/metrics",
                "/%761/events/org",
                "/v%31/events/org",
                "/v1%2D/events",
                "/v1%5fx",
                "/v1%5Ax%7A",
                "/v1;x/events/org",
                "/v1/events/org;x=y",
                "/v1/..;/q/metrics",
                "/v1\\..\\q\\metrics",
                "/v1/..%2fq/metrics",
                "/v1/..%5Cq/metrics",
                "/v1%2f..%2fq/metrics",
                "/%2Fq/metrics",
                "/v1/%C0%AE%C0%AE/q/metrics",
                "/v1/%E0%80%AE/x",
                "/v1/%FF",
                "/v1/%u002e%u002e/q",
                "/v1/%",
                "/v1/%4",
                "/v1/%zz"
            })
    void refusesWhatMightBeReadInTwoWays(String path) {
        assertThat(PathForm.isNormal(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"//v1/events/org,/v1/events/org", "/%761/x,/v1/x", "v1/x,/v1/x", "/v1/../q,/v1/../q", "/%zz,/%zz"})
    void knowsWhoseRefusalItIs(String path, String shown) {
        assertThat(PathForm.shownAs(path)).isEqualTo(shown);
    }
}
