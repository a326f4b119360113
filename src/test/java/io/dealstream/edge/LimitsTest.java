package io.dealstream.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.RawConnection;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How large a request may be, what becomes of one that is made up to confuse, and what every answer says.
@QuarkusTest
@TestProfile(ShortTimes.class)
class LimitsTest extends ServiceTest {

    @ParameterizedTest
    @CsvSource({"8000, 401", "9000, 414"})
    void aRequestLineHasALimit(int length, int status) {
        assertThat(answer("GET /v1/events/org?x=" + "a".repeat(length) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] " + status + " .*");
    }

    @ParameterizedTest
    @CsvSource({"15000, 401", "17000, 431"})
    void headersHaveALimitTogether(int length, int status) {
        String half = "a".repeat(length / 2);
        assertThat(answer("GET /v1/events/org HTTP/1.1\r\nHost: a\r\nA: " + half + "\r\nB: " + half + "\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aBodyHasALimit() {
        String post = "POST /v1/stream-tickets HTTP/1.1\r\nHost: a\r\nX-API-Key: "
                + org.key().secret() + "\r\n";

        assertThat(answer(post + "Content-Length: 1000000\r\n\r\n")).startsWith("HTTP/1.1 413");
        assertThat(answer(post + "Content-Length: 3\r\n\r\n{ }")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aBodyWithoutALengthHasALimitToo() {
        try (RawConnection connection = new RawConnection(service.port())) {
            connection.say("POST /v1/stream-tickets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nX-API-Key: "
                    + org.key().secret() + "\r\n\r\n");
            String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";
            for (int i = 0; i < 17; i++) {
                connection.say(chunk);
            }
            connection.hear("HTTP/1.1 413");
        }
        assertThat(org.get("/v1/events/org/poll").status()).isEqualTo(200);
    }

    @Test
    void manyParametersAreJustAnswered() {
        String many = "&types=deal_updated".repeat(400);

        assertThat(org.get("/v1/events/org/poll?limit=1" + many).status()).isEqualTo(200);
        assertThat(org.get("/v1/events/org/poll?" + "a&".repeat(3_500)).status())
                .isEqualTo(200);
    }

    @Test
    void aLongHeaderIsReadInNoTime() {
        String blanks = " ".repeat(14_000);
        assertThat(service.get("/v1/events/org", "Authorization", "Bearer" + blanks + "x x")
                        .status())
                .isEqualTo(401);
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 20; i++) {
                service.get("/v1/events/org", "Authorization", "Bearer" + blanks, "Accept", "a,".repeat(500));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/events/org HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
                "GET /v1/events/org HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET /v1/events/org HTTP/1.1\r\nHost: a\r\nContent-Length: 4x\r\n\r\n",
                "GET /v1/events/org HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
                "GET /v1/events/org HTTP/1.1\r\nHost: a\r\n X : a\r\n\r\n"
            })
    void aRequestThatTwoServersMightReadInTwoWaysIsRefused(String request) {
        assertThat(answer(request)).startsWith("HTTP/1.1 400");
    }

    @Test
    void nothingOfARequestBecomesAHeaderOfItsAnswer() {
        String path = "/v1/events/deals/7%0d%0aX-Injected:%20yes?types=a%0d%0aX-Injected:%20yes";
        String headers = "Host: a\r\nX-Request-ID: a%0d%0aX-Injected: yes\r\n\r\n";

        String answer = answer("GET " + path + " HTTP/1.1\r\n" + headers);

        assertThat(answer).startsWith("HTTP/1.1 401");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("x-injected");
    }

    @Test
    void anErrorQuotesNothingOfItsRequest() {
        String script = "%3Cscript%3Ealert(1)%3C/script%3E";
        for (String path : new String[] {
            "/v1/events/deals/" + script,
            "/v1/events/org?types=" + script,
            "/v1/events/batches/" + script,
            "/cases/" + script + "/progress/poll",
            "/api/v1/events?categories=" + script
        }) {
            Answer answer = org.get(path, "Authorization", "Bearer " + org.key().secret());
            assertThat(answer.status()).as(path).isBetween(400, 499);
            assertThat(answer.body()).as(path).doesNotContain("<script", "alert(1)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/events/org/poll, no-store",
        "/v1/nothing, no-store",
        "/api/v1/events, no-store",
        "/api/updates/nothing, no-store",
        "/cases/c/progress/poll, no-store",
        "/nothing, no-store",
        "/q/health/live, no-store",
        "/q/metrics, no-store",
        "/openapi, no-cache",
        "/v1/events/deals/7/snapshot, no-store"
    })
    void everyAnswerTellsBrowsersAndProxiesWhatToKeepToThemselves(String path, String caching) {
        Answer answer = org.get(path);

        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Cache-Control")).contains(caching);
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }

    private String answer(String request) {
        try (RawConnection connection = new RawConnection(service.port())) {
            connection.say(request);
            connection.hear("\r\n\r\n");
            connection.isClosedWithin(Duration.ofMillis(100));
            return connection.heard();
        }
    }
}
