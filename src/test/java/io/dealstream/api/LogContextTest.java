package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The lines of a request's log say which request, whose, and which stream; as JSON, in fields of their own.
@QuarkusTest
@TestProfile(ShortTimes.class)
class LogContextTest extends ServiceTest {

    @Test
    void aStreamIsLoggedWithItsRequestItsTenantAndItsSubject() throws Exception {
        try (LogCapture log = LogCapture.asJson()) {
            try (SseClient stream = org.stream("/v1/events/deals/42", "X-Request-ID", "of-a-stream")) {
                stream.await(frame -> frame.retry() != null);
            }
            assertContext(log, "of-a-stream", "deal:42");

            org.get("/v1/events/org/poll", "X-Request-ID", "of-a-poll");
            assertContext(log, "of-a-poll", "organisation");
        }
    }

    private void assertContext(LogCapture log, String request, String stream) throws Exception {
        // the access log's line comes when the stream is over; what was logged before knew less
        String text = Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> log.lines().stream()
                                .filter(each -> each.contains("GET /v1/events/") && each.contains(request))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        JsonNode line = new ObjectMapper().readTree(text);
        assertThat(line.path("mdc").path(LogContext.REQUEST).asText()).isEqualTo(request);
        assertThat(line.path("mdc").path(LogContext.TENANT).asText()).isEqualTo(org.tenant());
        assertThat(line.path("mdc").path(LogContext.STREAM).asText()).isEqualTo(stream);
        assertThat(line.toString()).doesNotContain(org.key().secret());
    }
}
