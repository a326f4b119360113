package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Answer;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The service whose broker is away from the first moment: it starts, says so, and serves what it can.
@QuarkusTest
@TestProfile(NotReadyTest.WithoutBroker.class)
class NotReadyTest {

    private static final String SECRET = "sk_test_from-the-configuration";
    private static final String STREAM = "/v1/events/deals/7";

    /// Nobody listens where the broker should be.
    public static final class WithoutBroker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(Issuer.configuration());
            settings.put("kafka.bootstrap.servers", Loopback.HOST + ":" + Loopback.freePort());
            settings.put("dealstream.keys[0].secret", SECRET);
            settings.put("dealstream.keys[0].tenant", "acme");
            settings.put("dealstream.keys[0].scopes", "deals:read,org:read,account:read,cases:read,files:read");
            return settings;
        }
    }

    @TestHTTPResource
    URI base;

    private Service service;

    @BeforeEach
    void connect() {
        service = new Service(base.getPort());
    }

    @Test
    void livesButIsNotReady() {
        Answer live = service.get("/q/health/live");
        Answer ready = service.get("/q/health/ready");

        assertThat(live.status()).isEqualTo(200);
        assertThat(live.body()).contains("\"status\": \"UP\"");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.body()).contains("\"status\": \"DOWN\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, STREAM + "/poll", STREAM + "/snapshot", "/v1/events/org", "/v1/events/org/poll"})
    void putsOffWhoeverMayComeIn(String path) {
        Answer answer = service.get(path, "X-API-Key", SECRET);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.header("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
        assertThat(answer.body())
                .isEqualTo("{\"detail\":\"The service is still starting\",\"code\":\"NOT_READY\",\"errors\":[]}");
    }

    @Test
    void tellsABrowserInAStreamThatItSurvives() {
        try (SseClient browser = service.stream(STREAM + "?token=" + SECRET, "Sec-Fetch-Mode", "cors")) {
            assertThat(browser.awaitEnd(Duration.ofSeconds(10))).isEqualTo(SseClient.End.COMPLETE);
            assertThat(browser.status()).isEqualTo(200);
            assertThat(browser.text()).isEqualTo("retry: 2000\n\nevent: error\ndata: {\"reason\":\"not_ready\"}\n\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/events/org?token=           | text/event-stream                | retry: 2000~~event: error~data: {"reason":"not_ready"}~~
            /api/v1/events?access_token=    | text/event-stream; charset=utf-8 | retry: 2000~~event: error~data: {"reason":"not_ready"}~~
            /cases/c/progress/stream?api_key= | text/event-stream                | retry: 2000~~event: error~data: {"reason":"not_ready"}~~
            /api/updates?token=             | text/event-stream                | event: error~data: {"opcode":"stream.refused","data":{"reason":"not_ready"},"reason":"not_ready"}~~
            """)
    void tellsItInTheDialectOfThePath(String path, String type, String text) {
        try (SseClient browser = service.stream(path + SECRET, "Sec-Fetch-Mode", "cors")) {
            assertThat(browser.awaitEnd(Duration.ofSeconds(10))).isEqualTo(SseClient.End.COMPLETE);
            assertThat(browser.header("Content-Type")).contains(type);
            assertThat(browser.text()).isEqualTo(text.replace('~', '\n'));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/events/org,                X-API-Key,     ''",
        "/v1/events/org,                Authorization, 'Bearer '",
        "/api/v1/events,                Authorization, 'bearer  '",
        "/cases/c/progress/stream,      x-api-key,     ''",
        "/api/updates,                  X-Api-Key,     ''",
    })
    void tellsAFetchClientTheTruth(String path, String header, String scheme) {
        Answer answer =
                service.get(path, "Accept", "text/event-stream", "Sec-Fetch-Mode", "cors", header, scheme + SECRET);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
    }

    @Test
    void takesThePasswordThatABrowserAddsByItselfForNoCredential() {
        Answer answer = service.get(
                "/v1/events/org?token=" + SECRET,
                "Accept",
                "text/event-stream",
                "Sec-Fetch-Mode",
                "cors",
                "Authorization",
                "Basic YTpi");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void cannotSayOfAKeyWhetherItIsKnown() {
        Answer answer = service.get(STREAM, "X-API-Key", "sk_live_perhaps");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.body())
                .isEqualTo(
                        "{\"detail\":\"Credentials cannot be checked right now\",\"code\":\"NOT_READY\",\"errors\":[]}");
    }

    @Test
    void stillRefusesWhatItCanTell() {
        String forged = Issuer.impostor().token("acme", "deals:read", Duration.ofMinutes(5));
        String good = Issuer.trusted().token("acme", "org:read", Duration.ofMinutes(5));

        assertThat(service.get(STREAM).status()).isEqualTo(401);
        assertThat(service.get(STREAM, "Authorization", "Bearer " + forged).status())
                .isEqualTo(401);
        assertThat(service.get(STREAM, "Authorization", "Bearer " + good).status())
                .isEqualTo(403);
        assertThat(service.get("/v1/events/batches/b", "X-API-Key", SECRET).status())
                .isEqualTo(403);
        assertThat(service.get("/v1/events/deals/x", "X-API-Key", SECRET).status())
                .isEqualTo(422);
        assertThat(service.get("/v1/nothing", "X-API-Key", SECRET).status()).isEqualTo(404);
    }

    @Test
    void givesTicketsToKeysOfTheConfiguration() {
        Answer answer = service.send("POST", "/v1/stream-tickets", "X-API-Key", SECRET);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void showsItsMetricsAndItsSpecification() {
        assertThat(service.get("/q/metrics").status()).isEqualTo(200);
        assertThat(service.get("/q/openapi").status()).isEqualTo(200);
    }
}
