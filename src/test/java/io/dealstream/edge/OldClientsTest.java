package io.dealstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.RawConnection;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/1.0, as proxies speak it that are not told otherwise.
@QuarkusTest
@TestProfile(ShortTimes.class)
class OldClientsTest extends ServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "close"})
    void areToldTheEndOfAStreamByTheEndOfTheConnection(String connection) {
        try (RawConnection client = new RawConnection(service.port())) {
            client.say(get("/v1/events/deals/7", connection)).hear("retry: 3000");
            org.write(
                    org.deal(7).started(1),
                    org.deal(7).completed(1),
                    org.deal(7).updated("ready"));

            client.hear("event: stream.closed");

            assertThat(client.isClosedWithin(Duration.ofSeconds(5))).isTrue();
            assertThat(client.heard())
                    .containsIgnoringCase("\r\nconnection: close\r\n")
                    .doesNotContainIgnoringCase("keep-alive")
                    .doesNotContainIgnoringCase("chunked");
        }
    }

    @Test
    void keepTheirConnectionWhereAnAnswerHasALength() {
        try (RawConnection client = new RawConnection(service.port())) {
            client.say(get("/v1/events/org/poll", "keep-alive")).hear("\"events\":[]");
            client.say(get("/v1/events/deals/8/snapshot", "keep-alive")).hear("DEAL_NOT_FOUND");

            assertThat(client.heard()).containsIgnoringCase("\r\nconnection: keep-alive\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/app.js", "/openapi", "/asyncapi", "/q/metrics", "/q/health", "/nothing"})
    void areNeverLeftWaitingForTheEnd(String path) {
        try (RawConnection client = new RawConnection(service.port())) {
            client.say(get(path, "keep-alive")).hear("\r\n\r\n");

            boolean closed = client.isClosedWithin(Duration.ofSeconds(1));

            assertThat(closed || client.heard().toLowerCase(Locale.ROOT).contains("\r\ncontent-length: "))
                    .isTrue();
        }
    }

    private String get(String path, String connection) {
        return "GET " + path + " HTTP/1.0\r\nHost: a\r\nConnection: " + connection + "\r\nX-API-Key: "
                + org.key().secret() + "\r\n\r\n";
    }
}
