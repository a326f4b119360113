package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.HaProxy;
import io.dealstream.testing.RawConnection;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a real HAProxy lets through that has the Ingress' list of paths and compares them as they are sent.
@QuarkusTest
@TestProfile(ShortTimes.class)
@Tag("clients")
class IngressPathsTest extends ServiceTest {

    private static final List<String> INSIDE = List.of("q/metrics", "q/health/live", "q/openapi");

    private static final List<String> WAYS = List.of(
            "/",
            "//",
            "/v1/../",
            "/v1/%2e%2e/",
            "/v1/.%2E/",
            "/v1/..%2f",
            "/v1/..%5c",
            "/v1\\..\\",
            "/v1/..\\",
            "/v1/..;/",
            "/v1/;/../",
            "/v1/%c0%ae%c0%ae/",
            "/v1/%252e%252e/",
            "/v1//../",
            "/cases/x/../../",
            "/client/../",
            "/console/%2e%2e/",
            "/_static/lit-html/../../",
            "/_static/lit-html/%2e%2e/%2e%2e/",
            "/openapi/../",
            "/;/",
            "/./",
            "/%2f",
            "http://own.example/v1/../",
            "http://own.example/v1/%2e%2e/",
            "http://v1/");

    @Test
    void keepsHealthAndMetricsInside() {
        try (HaProxy proxy = IngressPaths.before(service.port())) {
            for (String way : WAYS) {
                for (String inside : INSIDE) {
                    for (String path : List.of(inside, inside.replace("q/", "%71/"), inside.replace("q/", "q;x/"))) {
                        String answer = ask(proxy, way + path);
                        assertThat(answer)
                                .as(way + path)
                                .matches("(?s)HTTP/1.1 (400|401|403|404) .*")
                                .doesNotContain("jvm_memory", "\"UP\"", "openapi: ");
                    }
                }
            }
            assertThat(ask(proxy, "/v1/nothing")).startsWith("HTTP/1.1 404").contains("NOT_FOUND");
            assertThat(ask(proxy, "/v1/../q/metrics"))
                    .as("reaches the service, which refuses it")
                    .startsWith("HTTP/1.1 400")
                    .contains("MALFORMED_REQUEST");
            assertThat(ask(proxy, "/")).startsWith("HTTP/1.1 200").contains("<html");
        }
    }

    /// A connection that has changed to HTTP/2 behind a proxy's back would be a way past its list.
    @Test
    void letsNobodyThroughByAChangeOfProtocol() {
        try (HaProxy proxy = IngressPaths.before(service.port())) {
            String upgrade =
                    "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nConnection: Upgrade, HTTP2-Settings\r\n";

            try (RawConnection connection = new RawConnection(proxy.port())) {
                connection.say("GET /v1/nothing HTTP/1.1\r\nHost: own.example\r\n" + upgrade + "\r\n");

                assertThat(connection.hear("\r\n\r\n")).startsWith("HTTP/1.1 404");
                // the connection speaks HTTP/1 as before, and the list holds for what comes next
                connection.say("GET /q/metrics HTTP/1.1\r\nHost: own.example\r\nConnection: close\r\n\r\n");
                assertThat(connection.isClosedWithin(Duration.ofSeconds(5))).isTrue();
                assertThat(connection.heard()).doesNotContain("jvm_memory").contains("HTTP/1.1 404 Not Found\r\n");
            }
        }
    }

    private static String ask(HaProxy proxy, String target) {
        return RawConnection.ask(
                proxy.port(), "GET " + target + " HTTP/1.1\r\nHost: own.example\r\nConnection: close\r\n\r\n");
    }
}
