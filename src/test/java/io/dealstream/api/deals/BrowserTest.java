package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a page of another origin may do.
@QuarkusTest
@TestProfile(ShortTimes.class)
class BrowserTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";
    private static final String PAGE = "https://app.example";

    @ParameterizedTest
    @ValueSource(strings = {"last-event-id", "authorization", "x-api-key", "if-none-match", "x-request-id"})
    void mayAskWithTheHeadersOfTheContract(String header) {
        Answer answer = service.send(
                "OPTIONS",
                STREAM,
                "Origin",
                PAGE,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                header);

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(Arrays.stream(answer.header("Access-Control-Allow-Headers")
                                .orElseThrow()
                                .split(",", -1))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT)))
                .contains(header);
        assertThat(answer.header("Access-Control-Allow-Methods").orElseThrow()).contains("GET");
    }

    @Test
    void mayAskForTicketsAndSeeWhatTheContractNames() {
        Answer preflight =
                service.send("OPTIONS", "/v1/stream-tickets", "Origin", PAGE, "Access-Control-Request-Method", "POST");
        Answer answer = org.get(STREAM + "/poll", "Origin", PAGE);

        assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow())
                .contains("POST");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow())
                .contains("ETag", "Retry-After", "X-Request-ID");
    }

    @Test
    void mayReadARefusal() {
        Answer answer = service.get(STREAM, "Origin", PAGE);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(PAGE);
    }

    @Test
    void mayReadNothingFromAnOriginThatIsNotListed() {
        Answer answer = org.get(STREAM + "/poll", "Origin", "https://elsewhere.example");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
