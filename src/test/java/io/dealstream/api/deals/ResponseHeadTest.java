package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a stream begins with: its head and its first frame, whether or not anything happens.
@QuarkusTest
@TestProfile(ShortTimes.class)
class ResponseHeadTest extends ServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events/deals/1", "/v1/events/org", "/v1/events/batches/b"})
    void sendsExactlyThisHeadAndTheRetryAtOnce(String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.address(service.port()));
            socket.setSoTimeout(10_000);
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nX-Request-ID: r-1\r\n"
                            + "X-API-Key: " + org.key().secret() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            String[] response = readUntil(socket, "retry: 3000\n\n").split("\r\n\r\n", 2);

            assertThat(response[0]).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(response[0].lines().skip(1).map(ResponseHeadTest::lowerCaseName))
                    .containsExactlyInAnyOrder(
                            "content-type: text/event-stream",
                            "cache-control: no-cache, no-transform",
                            "x-accel-buffering: no",
                            "x-content-type-options: nosniff",
                            "referrer-policy: no-referrer",
                            "x-request-id: r-1",
                            "vary: Origin",
                            "transfer-encoding: chunked");
            assertThat(response[1]).startsWith("d\r\nretry: 3000\n\n");
        }
    }

    @Test
    void makesARequestIdWhereNoneOrNoGoodOneComes() {
        try (SseClient without = org.stream("/v1/events/org");
                SseClient bad = org.stream("/v1/events/org", "X-Request-ID", "with blanks and \"quotes\"")) {
            assertThat(without.header("X-Request-ID").orElseThrow()).matches("[0-9a-f-]{36}");
            assertThat(bad.header("X-Request-ID").orElseThrow()).matches("[0-9a-f-]{36}");
        }
        assertThat(service.get("/v1/nothing", "X-Request-ID", "mine:1").header("X-Request-ID"))
                .contains("mine:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "*/*", "text/*;q=0.5", "application/json, text/event-stream;q=0.1"})
    void servesWhoeverTakesEventStreams(String accept) {
        try (SseClient client = org.stream("/v1/events/org", "Accept", accept)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).contains("text/event-stream");
        }
    }

    @Test
    void answersHeadWithTheHeadAlone() {
        Answer answer = service.send(
                "HEAD", "/v1/events/deals/1", "X-API-Key", org.key().secret());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("text/event-stream");
        assertThat(answer.body()).isEmpty();
    }

    private static String lowerCaseName(String header) {
        int colon = header.indexOf(':');
        return header.substring(0, colon).toLowerCase(Locale.ROOT) + header.substring(colon);
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int b = socket.getInputStream().read();
            assertThat(b).as("next byte after %s", text).isNotNegative();
            text.append((char) b);
        }
        return text.toString();
    }
}
