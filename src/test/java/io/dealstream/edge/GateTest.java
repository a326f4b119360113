package io.dealstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.LogCapture;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Http2Frames;
import io.dealstream.testing.RawConnection;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as nobody should send them, over raw sockets: what is meant is served, everything else is refused in the
/// page's shape, and nothing of it is logged.
@QuarkusTest
@TestProfile(ShortTimes.class)
class GateTest extends ServiceTest {

    private static final String MALFORMED = "\"code\":\"MALFORMED_REQUEST\"";

    /// Hosts that are none.
    private static final List<String> HOSTS = List.of(
            "::1:8080",
            "a, b",
            "a,b",
            "${HOST}",
            "x:65536",
            "user@host",
            "http://x",
            "[zz]",
            "x y",
            "",
            "caf\u00e9",
            "x%zz");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/../q/metrics",
                "/v1/%2e%2e/q/metrics",
                "/v1/events/..%2f..%2f..%2fq/metrics",
                "/v1/..;/q/metrics",
                "/v1/..\\..\\q\\metrics",
                "/v1/%c0%ae%c0%ae/q/metrics",
                "//v1/events/org",
                "/%761/events/org",
                "v1/events/org",
                "http://elsewhere/v1/events/org",
                "/v1/events/org#fragment"
            })
    void refusesATargetThatIsNotInNormalForm(String target) {
        assertRefused(get(target + "?token=x", "Host: a"), 400, MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "//q/metrics, \"error\":",
        "/%71/metrics, \"error\":",
        "/q/./metrics, \"error\":",
        "/q;x/metrics, \"error\":",
        "/v1;/../q/metrics, \"error\":",
        "*, \"error\":",
        "/cases/x/../../q/metrics, \"error_code\":\"request.malformed\"",
        "/api/v1/../../q/metrics, \"type\":\"/errors/malformed-request\"",
        "/api/updates/../../q/metrics, \"error\":"
    })
    void refusesItInThePagesShape(String target, String part) {
        assertRefused(get(target, "Host: a"), 400, part);
    }

    @Test
    void givesItsTraceIdWhereThePageHasOne() {
        assertThat(get("/api/v1/../x", "Host: a").toLowerCase(Locale.ROOT)).contains("\r\nx-trace-id: ");
    }

    @Test
    void refusesAHostThatIsNone() {
        for (String host : HOSTS) {
            assertRefused(get("/v1/events/org", "Host: " + host), 400, MALFORMED);
            assertRefused(ask("GET /v1/events/org HTTP/1.0\r\nHost: " + host + "\r\n\r\n"), 400, MALFORMED);
        }
        assertRefused(get("/v1/events/org", "X: y"), 400, MALFORMED);
        assertRefused(get("/v1/events/org", "Host: a\r\nHost: a"), 400, MALFORMED);
        assertRefused(get("/v1/events/org", "Host: a\r\nHost: b"), 400, MALFORMED);
        assertThat(ask("GET /v1/events/org/poll HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 401");
        assertThat(get("http://a:1/v1/events/org/poll", "Host: a:1")).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x={\"a\":[1]}", "x=a|b^c`d", "x=100%", "x=%&y=%4&z=%zz", "x=<y>\\", "x=\u00c3\u00a9", "{|}"})
    void servesWhatBrowsersLeaveAsItIs(String query) {
        String answer = get("/v1/events/org/poll?limit=1&token=" + org.key().secret() + "&" + query, "Host: a");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"events\":[]");
    }

    @Test
    void readsWhatIsLeftAsItIsLikeWhatIsEncoded() {
        for (String since : List.of("100%", "100%25", "a|b", "a%7Cb")) {
            assertThat(get("/v1/events/org/poll?token=" + org.key().secret() + "&since=" + since, "Host: a"))
                    .startsWith("HTTP/1.1 422")
                    .contains("\"field\":\"since\"");
        }
    }

    @Test
    void refusesWhatIsTooLargeInThePagesShape() {
        String post = "POST /v1/stream-tickets HTTP/1.1\r\nHost: a\r\n";
        assertRefused(ask(post + "Content-Length: 1000000\r\n\r\n"), 413, MALFORMED);
        assertRefused(get("/v1/events/org", "Host: a\r\nA: " + "a".repeat(17_000)), 431, MALFORMED);
        assertRefused(get("/v1/x?" + "a".repeat(9_000), "Host: a"), 414, "\"error\":");
        assertRefused(ask("nonsense\r\n\r\n"), 400, "\"error\":");
        assertRefused(ask("GET /v1/x HTTP/1.1\r\nHost: a\r\n X : a\r\n\r\n"), 400, MALFORMED);
        assertRefused(ask("GET /v1/x HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"), 400, MALFORMED);
    }

    @Test
    void looksAtEveryRequestOfAConnection() {
        try (RawConnection connection = new RawConnection(service.port())) {
            String good = "GET /v1/nothing HTTP/1.1\r\nHost: a\r\n\r\n";
            connection.say(good).hear("NOT_FOUND");
            connection.say(good + good.replace("/v1/", "/v1//"));
            connection.hear("MALFORMED_REQUEST");
            assertThat(connection.isClosedWithin(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void looksAtHttp2AsWell() {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        statuses.put("/v1/events/org/poll?x=a|b{c}`100%", 401);
        statuses.put("/v1/../q/metrics", 400);
        statuses.put("//q/metrics", 400);
        statuses.put("/%71/metrics", 400);
        statuses.put("/q/metrics;x", 400);
        try (Http2Frames http2 = new Http2Frames(service.port())) {
            statuses.forEach((path, status) ->
                    assertThat(http2.status("a", path)).as(path).isEqualTo(Integer.toString(status)));
            assertThat(http2.status("a", "v1/events/org")).isNotEqualTo("200");
            for (String host : HOSTS) {
                assertThat(http2.status(host, "/v1/events/org")).as(host).doesNotStartWith("5");
            }
        }
    }

    @Test
    void logsNothingOfWhatItRefuses() {
        String secret = "s3cr3t-of-a-malformed-request";
        String query = "?token=" + secret;
        List<String> requests = new ArrayList<>();
        List<String> targets = List.of(
                "/v1/events/org" + query,
                "v1/events/org" + query,
                "*" + query,
                query,
                "/v1/../x" + query,
                "//x" + query,
                "/v1/" + query + "#x",
                "/v1/x" + query + "%zz|{}",
                "/v1/events/deals/%" + query,
                "http://elsewhere/" + query,
                "http://" + query,
                "https://[" + query,
                "/v1/x" + query + "\u0001",
                "/openapi" + query + "&format=%",
                "/console/app.js" + query + "%",
                "/q/metrics" + query + "%",
                "/" + query,
                "/client/dealstream.js" + query,
                "/q/swagger-ui/" + query + "%",
                "/api/v1/events" + query,
                "/cases/x/progress/poll" + query,
                "/api/updates" + query);
        List<String> hosts = new ArrayList<>(HOSTS);
        hosts.addAll(List.of("a", "a\r\nHost: b", secret + "@x", "[" + secret + "]", "a b" + secret, "a/" + secret));
        for (String version : List.of("HTTP/1.1", "HTTP/1.0", "HTTP/2.7", "HTTQ/1.1")) {
            for (String target : targets) {
                for (String method : List.of("GET", "BREW")) {
                    requests.add(method + " " + target + " " + version + "\r\nHost: a\r\n\r\n");
                }
                requests.add("OPTIONS " + target + " " + version + "\r\nHost: a\r\nOrigin: null\r\n\r\n");
            }
            for (String host : hosts) {
                requests.add("GET " + targets.getFirst() + " " + version + "\r\nHost: " + host + "\r\n\r\n");
                requests.add("POST " + targets.getFirst() + " " + version + "\r\nHost: " + host + "\r\nOrigin: http://"
                        + secret + "\r\nContent-Length: x" + secret + "\r\n\r\n");
            }
            String start = "GET " + targets.getFirst() + " " + version + "\r\nHost: a\r\n";
            for (String header : List.of(
                    "X-API-Key " + secret,
                    " X-API-Key: " + secret,
                    "X-API-Key: a\0" + secret,
                    "X API Key: " + secret,
                    "Content-Length: " + secret,
                    "Content-Length: 99999999999999999999" + secret,
                    "Transfer-Encoding: " + secret,
                    "Authorization: Bearer " + secret + " " + secret,
                    "Authorization: Basic " + secret,
                    "Cookie: " + secret + "=" + secret,
                    "Accept: " + secret + "/;;",
                    "Accept: text/" + secret + ";q=x",
                    "Content-Type: " + secret + "/;;",
                    "If-None-Match: " + secret,
                    "Range: bytes=" + secret,
                    "Expect: " + secret,
                    "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: " + secret,
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + secret,
                    "Forwarded: host=" + secret + ":x;proto=" + secret,
                    "X-Forwarded-Host: " + secret + ":99999999\r\nOrigin: https://" + secret + ":99999999",
                    "X-Forwarded-Port: " + secret,
                    "A: " + secret + "a".repeat(17_000))) {
                requests.add(start + header + "\r\n\r\n");
            }
            requests.add(start + "Transfer-Encoding: chunked\r\n\r\n" + secret + "\r\n");
        }
        requests.add("GET /v1/x" + query + "&" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.add("GET" + query + "\r\n\r\n");
        requests.add(secret + "\r\n\r\n");

        List<String> lines;
        try (LogCapture log = LogCapture.ofEverything();
                Http2Frames http2 = new Http2Frames(service.port())) {
            for (String request : requests) {
                try (RawConnection connection = new RawConnection(service.port())) {
                    connection.say(request).isClosedWithin(Duration.ofMillis(20));
                }
            }
            for (String target : targets) {
                http2.status("a", target);
            }
            hosts.forEach(host -> http2.status(host, targets.getFirst()));
            service.get("/v1/nothing", "X-Request-ID", "the-last-one");
            log.awaitLine("the-last-one");
            lines = log.lines();
        }

        assertThat(lines).anyMatch(line -> line.contains("GET /v1/events/org"));
        assertThat(lines.stream().filter(line -> line.contains(secret))).isEmpty();
    }

    private String get(String target, String headers) {
        return ask("GET " + target + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    }

    private String ask(String request) {
        return RawConnection.ask(service.port(), request);
    }

    private static void assertRefused(String answer, int status, String part) {
        assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*").contains(part);
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains(
                        "\r\nx-request-id: ",
                        "\r\ncontent-type: application/",
                        "\r\nx-content-type-options: nosniff",
                        "\r\ncache-control: no-store",
                        "\r\nvary: origin",
                        "\r\nconnection: close");
    }
}
