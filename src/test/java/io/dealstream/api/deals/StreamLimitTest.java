package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// How many streams a key may hold open, and how those hear of it that want one more.
@QuarkusTest
@TestProfile(ShortTimes.class)
class StreamLimitTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";

    @Test
    void refusesOneStreamTooMany() {
        String key = keyForTwo();
        try (SseClient first = service.stream(STREAM, "X-API-Key", key);
                SseClient second = service.stream("/v1/events/org", "X-API-Key", key)) {
            Answer third = service.get(STREAM, "X-API-Key", key, "Accept", "text/event-stream");

            assertThat(first.status()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(200);
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.header("Content-Type").orElseThrow()).startsWith("application/json");
            assertThat(third.header("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
            assertThat(third.body())
                    .matches(
                            "\\{\"detail\":\"Too many open streams[^\"]*\",\"code\":\"RATE_LIMITED\",\"errors\":\\[]}");
            assertThat(service.get(STREAM + "/poll", "X-API-Key", key).status()).isEqualTo(200);
        }
    }

    @Test
    void tellsABrowserInAStreamThatItSurvives() {
        String key = keyForTwo();
        try (SseClient first = service.stream(STREAM, "X-API-Key", key);
                SseClient second = service.stream(STREAM, "X-API-Key", key);
                SseClient browser = service.stream(STREAM + "?token=" + key, "Sec-Fetch-Mode", "cors")) {
            assertThat(first.status()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(200);
            assertThat(browser.awaitEnd(Duration.ofSeconds(10))).isEqualTo(SseClient.End.COMPLETE);
            assertThat(browser.status()).isEqualTo(200);
            assertThat(browser.header("Content-Type")).contains("text/event-stream");
            assertThat(browser.text()).isEqualTo("retry: 10000\n\nevent: error\ndata: {\"reason\":\"limited\"}\n\n");
        }
    }

    @Test
    void countsTheUsersOfOneKeyEachByThemselves() {
        try (SseClient first = service.stream(STREAM + "?ticket=" + ticketFor("u-1"));
                SseClient second = service.stream(STREAM + "?ticket=" + ticketFor("u-1"));
                SseClient another = service.stream(STREAM + "?ticket=" + ticketFor("u-2"))) {
            Answer third = service.get(STREAM + "?ticket=" + ticketFor("u-1"));

            assertThat(List.of(first.status(), second.status(), another.status()))
                    .containsOnly(200);
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.body()).contains("Too many open streams: USER");
        }
    }

    private String ticketFor(String user) {
        Answer answer = service.post(
                "/v1/stream-tickets",
                "{\"rights\":{\"user\":\"" + user + "\"}}",
                "X-API-Key",
                org.key().secret());
        return answer.body().replaceFirst("^\\{\"ticket\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void givesAPlaceBackWhenAStreamEnds() {
        String key = keyForTwo();
        try (SseClient first = service.stream(STREAM, "X-API-Key", key)) {
            assertThat(first.status()).isEqualTo(200);
            try (SseClient second = service.stream(STREAM, "X-API-Key", key)) {
                assertThat(second.status()).isEqualTo(200);
            }

            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                try (SseClient third = service.stream(STREAM, "X-API-Key", key)) {
                    assertThat(third.status()).isEqualTo(200);
                }
            });
        }
    }

    @Test
    void countsNoStreamThatWasRefusedOrThatNeverWas() {
        String key = keyForTwo();
        for (int i = 0; i < 5; i++) {
            assertThat(service.get(STREAM + "?document_id=x", "X-API-Key", key).status())
                    .isEqualTo(422);
            assertThat(service.get(STREAM + "?types=x", "X-API-Key", key).status())
                    .isEqualTo(422);
            assertThat(service.send("HEAD", STREAM, "X-API-Key", key).status()).isEqualTo(200);
        }
        try (SseClient first = service.stream(STREAM, "X-API-Key", key);
                SseClient second = service.stream(STREAM, "X-API-Key", key)) {
            assertThat(first.status()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(200);
        }
    }

    private String keyForTwo() {
        ApiKey key = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .withMaxStreams(2);
        org.introduce(key);
        return key.secret();
    }
}
