package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.RawConnection;
import io.dealstream.testing.SseClient;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Polls that wait count as open streams, end with their credential, and are answered at once at a shutdown. On every
/// stream that can be polled.
@QuarkusTest
@TestProfile(WaitingPollsTest.Alone.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WaitingPollsTest extends ServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Set<TestedStream> POLLED = Set.of(
            TestedStream.DEAL, TestedStream.ORGANISATION, TestedStream.BATCH, TestedStream.ACCOUNT, TestedStream.CASE);

    /// An application of its own, which is shut down in the end.
    public static final class Alone extends ShortTimes {}

    @Inject
    Event<ShutdownDelayInitiatedEvent> shutdown;

    @Inject
    OpenPolls polls;

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT", "CASE"})
    void countAsOpenStreams(TestedStream stream) throws Exception {
        ApiKey key = keyFor(2);
        String place = place(stream, key);
        try (SseClient open = service.stream(stream.path(), stream.credential(key))) {
            assertThat(open.status()).isEqualTo(200);
            CompletableFuture<Answer> waiting = wait(stream, key, place);

            Answer refused = service.get(stream.pollPath() + "?wait=30&last_event_id=" + place, stream.credential(key));
            Answer stillRefused = service.get(stream.path(), stream.credential(key));

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
            assertThat(refused.body()).matches(stream.family().error());
            assertThat(stillRefused.status()).isEqualTo(429);
            assertThat(service.get(stream.pollPath() + "?last_event_id=" + place, stream.credential(key))
                            .status())
                    .isEqualTo(200);
            records.write(stream.numbered(org.tenant(), 1));
            assertThat(waiting.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        assertFree(stream, key, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT", "CASE"})
    void giveTheirPlaceBackWhenTheClientGoesAway(TestedStream stream) throws Exception {
        ApiKey key = keyFor(1);
        String place = place(stream, key);
        String[] credential = stream.credential(key);
        try (RawConnection client = new RawConnection(service.port())) {
            client.say("GET " + stream.pollPath() + "?wait=30&last_event_id=" + place + " HTTP/1.1\r\nHost: x\r\n"
                    + credential[0] + ": " + credential[1] + "\r\n\r\n");
            awaitPolls(1);
        }

        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(polls.size()).isZero());
        assertFree(stream, key, 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT", "CASE"})
    void givePlacesBackWhateverBecomesOfThem(TestedStream stream) throws Exception {
        ApiKey key = keyFor(1);
        String place = place(stream, key);
        for (int i = 0; i < 2; i++) {
            for (String query : List.of(
                    "?wait=1&limit=0", "?wait=1&since=x", "?wait=1&last_event_id=" + place, "?wait=1&since=0")) {
                assertThat(service.get(stream.pollPath() + query, stream.credential(key))
                                .status())
                        .as(query)
                        .isIn(200, 422);
            }
        }
        assertFree(stream, key, 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT", "CASE"})
    void endWhenTheirKeyIsRevoked(TestedStream stream) throws Exception {
        ApiKey key = keyFor(1);
        CompletableFuture<Answer> waiting = wait(stream, key, place(stream, key));

        org.write(key.revoked().toRecord());

        assertRefused(stream, waiting.get(5, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT", "CASE"})
    void endWhenTheirKeyExpires(TestedStream stream) throws Exception {
        ApiKey key = keyFor(1);
        CompletableFuture<Answer> waiting = wait(stream, key, place(stream, key));
        Instant end = Instant.now().plusSeconds(1);

        org.write(key.expiring(end).toRecord());

        assertRefused(stream, waiting.get(5, TimeUnit.SECONDS));
        assertThat(Instant.now()).isAfterOrEqualTo(end);
    }

    @Test
    void endWithTheirToken() throws Exception {
        String token = Issuer.trusted().token(org.tenant(), "org:read", Duration.ofSeconds(3));
        String path = "/v1/events/org/poll?wait=30&token=" + token;

        Answer answer = service.begin("GET", path).get(8, TimeUnit.SECONDS);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("INVALID_TOKEN");
    }

    /// The last one: nobody is served after it.
    @Test
    @Order(Integer.MAX_VALUE)
    void areAnsweredAtOnceAtAShutdownAndLoseNothing() throws Exception {
        ApiKey key = keyFor(100);
        Map<TestedStream, String> places = new EnumMap<>(TestedStream.class);
        Map<TestedStream, CompletableFuture<Answer>> waiting = new EnumMap<>(TestedStream.class);
        for (TestedStream stream : POLLED) {
            places.put(stream, place(stream, key));
            waiting.put(
                    stream,
                    service.begin(
                            "GET",
                            stream.pollPath() + "?wait=30&last_event_id=" + places.get(stream),
                            stream.credential(key)));
        }
        awaitPolls(POLLED.size());

        shutdown.fire(new ShutdownDelayInitiatedEvent());

        for (TestedStream stream : POLLED) {
            Answer answer = waiting.get(stream).get(SOON.toMillis(), TimeUnit.MILLISECONDS);
            JsonNode body = JSON.readTree(answer.body());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(body.get("events")).isEmpty();
            assertThat(body.get("has_more").asBoolean()).isFalse();
            assertThat(body.get("last_event_id").asText()).isNotEmpty();
            assertThat(body.has("ended")).isFalse();
            Answer next = service.get(stream.pollPath(), stream.credential(key));
            assertThat(next.status()).isEqualTo(503);
            assertThat(next.header("Retry-After")).isPresent();
            assertThat(next.body()).matches(stream.family().error());
        }
    }

    private void assertRefused(TestedStream stream, Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).matches(stream.family().error());
    }

    /// That so many waiting polls find a place, and no more.
    private void assertFree(TestedStream stream, ApiKey key, int count) throws Exception {
        String place = place(stream, key);
        List<CompletableFuture<Answer>> all = Stream.generate(() -> service.begin(
                        "GET", stream.pollPath() + "?wait=1&last_event_id=" + place, stream.credential(key)))
                .limit(count)
                .toList();
        for (CompletableFuture<Answer> each : all) {
            assertThat(each.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    private CompletableFuture<Answer> wait(TestedStream stream, ApiKey key, String place) {
        CompletableFuture<Answer> waiting =
                service.begin("GET", stream.pollPath() + "?wait=30&last_event_id=" + place, stream.credential(key));
        awaitPolls(1);
        return waiting;
    }

    private void awaitPolls(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> polls.size() == count);
    }

    /// An id from which nothing has happened yet.
    private String place(TestedStream stream, ApiKey key) throws IOException {
        Answer answer = service.get(stream.pollPath(), stream.credential(key));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("last_event_id").asText();
    }

    private ApiKey keyFor(int streams) {
        ApiKey key = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .withMaxStreams(streams);
        org.introduce(key);
        return key;
    }
}
