package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.RawConnection;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a page of another origin may do.
@QuarkusTest
@TestProfile(ShortTimes.class)
class BrowserTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";
    private static final String PAGE = "https://app.example";
    private static final String ELSEWHERE = "https://elsewhere.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last-event-id",
                "authorization",
                "x-api-key",
                "if-none-match",
                "x-request-id",
                "accept",
                "cache-control",
                "pragma",
                "x-requested-with",
                "traceparent",
                "tracestate",
                "baggage"
            })
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
        Answer answer = org.get(STREAM + "/poll", "Origin", ELSEWHERE);

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void isToldThatAnswersDependOnTheOrigin() {
        for (String path : List.of(STREAM + "/poll", "/v1/nothing", "/", "/openapi", "/q/health/live", "/v1//x")) {
            assertThat(vary(org.get(path))).as(path).contains("Origin");
            assertThat(vary(org.get(path, "Origin", PAGE))).as(path).contains("Origin");
            assertThat(vary(org.get(path, "Origin", ELSEWHERE))).as(path).contains("Origin");
        }
        assertThat(vary(service.send("OPTIONS", STREAM, "Origin", PAGE, "Access-Control-Request-Method", "GET")))
                .contains("Origin");
        try (SseClient stream = org.stream(STREAM)) {
            assertThat(stream.header("Vary").orElse("")).contains("Origin");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Host, https://own.example, own.example",
        "Host, https://own.example:8443, own.example:8443",
        "X-Forwarded-Host, https://own.example, own.example",
        "X-Forwarded-Host, https://own.example, 'own.example, inner:8080'",
        "Forwarded, https://own.example, for=1.2.3.4;host=own.example;proto=https",
        "Forwarded, https://own.example:8443, 'for=\"[::1]\";host=\"own.example:8443\", for=10.0.0.1'",
        "Sec-Fetch-Site, https://own.example, same-origin"
    })
    void ofTheServiceItselfMayDoEverythingWhereverTlsEnds(String header, String origin, String value) {
        String host = header.equals("Host") ? value : "inner:8080";
        String more = header.equals("Host") ? "" : header + ": " + value + "\r\n";
        for (String request :
                List.of("POST /v1/stream-tickets", "GET /", "GET /console/app.js", "GET /client/dealstream.js")) {
            String answer = RawConnection.ask(
                    service.port(),
                    request + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "Origin: " + origin + "\r\nX-API-Key: "
                            + org.key().secret() + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(request).startsWith("HTTP/1.1 200 ").doesNotContain("access-control-allow-origin");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://own.example.evil, own.example, x",
        "https://evil.example, own.example, x",
        "https://own.example, own.example:8080, x",
        "null, own.example, x",
        "https://own.example, evil.example, other.example"
    })
    void ofAnotherOriginIsRefusedInThePagesShape(String origin, String host, String forwarded) {
        String answer = RawConnection.ask(
                service.port(),
                "POST /v1/stream-tickets HTTP/1.1\r\nHost: " + host + "\r\nX-Forwarded-Host: " + forwarded
                        + "\r\nOrigin: " + origin + "\r\nX-API-Key: "
                        + org.key().secret()
                        + "\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 403 ")
                .contains("\"code\":\"FORBIDDEN\"")
                .containsIgnoringCase("\r\nx-request-id: ")
                .doesNotContainIgnoringCase("access-control-");
    }

    private static String vary(Answer answer) {
        return answer.header("Vary").orElse("");
    }
}
