package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.Answer;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What libraries make of a request: ids in several places, times in each form of ISO 8601, lists with brackets, and
/// whatever stands in `Accept`. On every stream.
@QuarkusTest
@TestProfile(ShortTimes.class)
class RequestFormsTest extends ServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> WILD = List.of(
            "",
            " ",
            "text",
            ";;",
            ";",
            ",",
            "/",
            "//",
            "*",
            "a/b/c",
            "text/",
            "/json",
            "text/event-stream;q=x",
            "text/html;q=-1",
            "text/html;q=99",
            "application/json;q=",
            "application/json;=;=",
            "*/*;q=0",
            "*/json",
            "text/html, application/xhtml+xml",
            "image/png",
            "application/json",
            "text/event-stream",
            "text/plain;charset=\"",
            "a=b",
            "\"",
            "text/html;q=0.5;level=\"1",
            "application/openmetrics-text;q=x",
            "x".repeat(4_000),
            "a,".repeat(1_000));

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT", "CASE"})
    void goesOnFromTheFurthestOfSeveralIds(TestedStream stream) {
        List<String> ids = ids(stream, 3);
        String old = ids.get(0);
        String late = ids.get(1);

        for (String query : List.of(
                "last_event_id=" + old + "&lastEventId=" + late,
                "lastEventId=" + late + "&last_event_id=" + old,
                "last_event_id=" + late + "&lastEventId=" + old,
                "Last-Event-ID=" + old + "&lastEventId=" + late,
                "lastEventId=" + old + "&Last-Event-ID=" + late,
                "lastEventId=" + old + "&lastEventId=" + late + "&lastEventId=" + old,
                "last_event_id=" + late + "&last_event_id=" + old,
                "last_event_id=garbage&lastEventId=" + late + "&last_event_id=")) {
            assertThat(numbersFrom(stream, query)).as(query).containsExactly(3);
            assertThat(polledFrom(stream, query)).as(query).containsExactly(3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT", "CASE"})
    void goesOnFromTheHeaderWhateverTheQuerySays(TestedStream stream) {
        List<String> ids = ids(stream, 3);
        String query = "last_event_id=" + ids.get(0) + "&lastEventId=" + ids.get(2);

        assertThat(numbersFrom(stream, query, "Last-Event-ID", ids.get(1))).containsExactly(3);
        assertThat(polledFrom(stream, query, "Last-Event-ID", ids.get(1))).containsExactly(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT", "CASE"})
    void beginsAtATimeInEachFormOfIso8601(TestedStream stream) {
        ids(stream, 2);
        Instant anHourAgo = Instant.now().minusSeconds(3_600);
        DateTimeFormatter basic =
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
        DateTimeFormatter inParis =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.ofHours(1));
        DateTimeFormatter day = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
        Instant yesterday = Instant.now().minusSeconds(86_400);

        for (String since : List.of(
                basic.format(anHourAgo),
                inParis.format(anHourAgo) + "+01:00",
                inParis.format(anHourAgo) + "%2B01:00",
                day.format(yesterday),
                day.format(yesterday).replace("-", ""))) {
            assertThat(numbersFrom(stream, "since=" + since)).as(since).containsExactly(1, 2);
            assertThat(polledFrom(stream, "since=" + since)).as(since).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAL", "ORGANISATION", "BATCH", "ACCOUNT"})
    void readsListsWithBracketsLikeThoseWithout(TestedStream stream) {
        String from = ids(stream, 1).getFirst();
        write(stream, 2, 2);
        String name = stream == TestedStream.ACCOUNT ? "categories" : "types";
        String other = stream == TestedStream.ACCOUNT ? "security" : "deal.decision";
        String own = stream == TestedStream.ACCOUNT ? "ai" : stream.type();
        String behind = "last_event_id=" + from + "&";

        for (String brackets : List.of("[]", "%5B%5D")) {
            assertThat(polledUntil(stream, behind + name + brackets + "=" + other + "&" + name + brackets + "=" + own))
                    .containsExactly(2);
            assertThat(polledUntil(stream, behind + name + brackets + "=" + other + "," + own))
                    .containsExactly(2);
            assertThat(polledUntil(stream, behind + name + "=" + other + "&" + name + brackets + "=" + own))
                    .containsExactly(2);
            assertThat(polledFrom(stream, behind + name + brackets + "=" + other))
                    .isEmpty();
            assertThat(get(stream, stream.pollPath() + "?" + name + brackets + "=nonsense")
                            .status())
                    .isEqualTo(422);
        }
    }

    static Stream<Arguments> wildAccepts() {
        return WILD.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("wildAccepts")
    void streamsWhateverAcceptSays(String accept) {
        for (TestedStream stream : TestedStream.values()) {
            if (stream != TestedStream.UPDATES) {
                try (SseClient client = open(stream, "", "Accept", accept)) {
                    assertThat(client.status()).as(stream.name()).isEqualTo(200);
                    assertThat(client.header("Content-Type"))
                            .contains(stream.family().contentType());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wildAccepts")
    void answersWithJsonWhateverAcceptSays(String accept) throws IOException {
        write(TestedStream.DEAL, 1, 1);
        write(TestedStream.BATCH, 1, 1);
        String key = org.key().secret();
        service.get("/v1/events/deals/42/poll?wait=10&since=0", "X-API-Key", key);
        service.get("/v1/events/batches/b-1/poll?wait=10&since=0", "X-API-Key", key);
        for (String path : List.of(
                "/v1/events/deals/42/poll",
                "/v1/events/deals/42/snapshot",
                "/v1/events/batches/b-1/snapshot",
                "/v1/events/org/poll",
                "/cases/c-1/progress/poll",
                "/v1/operations",
                "/openapi?format=json",
                "/asyncapi?format=json")) {
            assertJson(200, service.get(path, "X-API-Key", key, "Accept", accept));
        }
        assertJson(200, service.get("/api/v1/events/poll", "Authorization", "Bearer " + key, "Accept", accept));
        assertJson(200, service.send("POST", "/v1/stream-tickets", "X-API-Key", key, "Accept", accept));
        for (String path : List.of("/v1/events/deals/x", "/api/v1/events?categories=x")) {
            Answer answer = service.get(path, "Authorization", "Bearer " + key, "Accept", accept);
            assertJson(422, answer);
        }
        for (String path : List.of("/v1/nothing", "/api/v1/nothing", "/cases/nothing", "/api/updates/x", "/nothing")) {
            assertJson(404, service.get(path, "Accept", accept));
        }
        for (TestedStream stream : TestedStream.values()) {
            Answer answer = service.get(stream.path(), "Accept", accept);
            assertThat(answer.status()).as(stream.path()).isIn(401, 400);
            assertThat(answer.body()).matches(stream.family().error());
        }
    }

    @ParameterizedTest
    @MethodSource("wildAccepts")
    void neverFailsForWhatAcceptSays(String accept) {
        for (String path : List.of(
                "/openapi",
                "/asyncapi",
                "/q/openapi",
                "/q/openapi.json",
                "/",
                "/client/dealstream.js",
                "/console/app.js",
                "/q/metrics",
                "/q/health/live",
                "/q/health/ready",
                "/q/swagger-ui/")) {
            Answer answer = service.get(path, "Accept", accept);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).isNotEmpty();
        }
    }

    private static void assertJson(int status, Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElseThrow()).matches("application/(problem\\+)?json.*");
        assertThat(JSON.readTree(answer.body()).isObject()).isTrue();
    }

    /// The ids of the events 1 to `count`, which happen while someone looks on.
    private List<String> ids(TestedStream stream, int count) {
        try (SseClient client = open(stream, "")) {
            write(stream, 1, count);
            client.await(frame -> TestedStream.isProduced(frame) && number(frame) == count);
            return client.frames().stream()
                    .filter(TestedStream::isProduced)
                    .map(SseFrame::id)
                    .toList();
        }
    }

    /// What a stream shows until it has reached the present, which a further reader has seen.
    private List<Integer> numbersFrom(TestedStream stream, String query, String... headers) {
        try (SseClient client = open(stream, "?" + query, headers)) {
            client.await(frame -> frame.id() != null && !TestedStream.isProduced(frame));
            return client.frames().stream()
                    .filter(TestedStream::isProduced)
                    .map(RequestFormsTest::number)
                    .toList();
        }
    }

    private List<Integer> polledFrom(TestedStream stream, String query, String... headers) {
        return numbers(get(stream, stream.pollPath() + "?" + query, headers));
    }

    /// The same for what has just been written.
    private List<Integer> polledUntil(TestedStream stream, String query) {
        return numbers(get(stream, stream.pollPath() + "?wait=10&" + query));
    }

    private static List<Integer> numbers(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        try {
            JsonNode events = JSON.readTree(answer.body()).get("events");
            return IntStream.range(0, events.size())
                    .mapToObj(i -> TestedStream.number(events.get(i).toString()))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private SseClient open(TestedStream stream, String query, String... headers) {
        return service.stream(stream.path() + query, with(stream, headers));
    }

    private Answer get(TestedStream stream, String path, String... headers) {
        return service.get(path, with(stream, headers));
    }

    private String[] with(TestedStream stream, String... headers) {
        return Stream.concat(Stream.of(stream.credential(org.key())), Stream.of(headers))
                .toArray(String[]::new);
    }

    private void write(TestedStream stream, int from, int to) {
        records.writeAll(IntStream.rangeClosed(from, to)
                .mapToObj(number -> stream.numbered(org.tenant(), number))
                .toList());
    }

    private static int number(SseFrame frame) {
        return TestedStream.number(frame.payload().orElseThrow());
    }
}
