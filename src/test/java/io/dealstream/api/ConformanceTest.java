package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rules of streams.md on every stream: a method for each rule, a run of it for each stream. Where a dialect does
/// not offer something, that is asserted.
@QuarkusTest
@TestProfile(ConformanceTimes.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConformanceTest extends ServiceTest {

    private static final String[] EVENT_SOURCE = {"Accept", "text/event-stream", "Sec-Fetch-Mode", "cors"};
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SMALL_BUFFER = 4 * 1024;
    private static final int PADDING = 8 * 1024;
    private static final int CHUNK = 100;
    private static final int MOST = 4_000;

    @Inject
    Event<ShutdownDelayInitiatedEvent> shutdown;

    @ParameterizedTest
    @EnumSource
    void headAndFirstFrameComeAtOnce(TestedStream stream) {
        try (SseClient client = open(stream)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).contains(stream.family().contentType());
            assertThat(client.header("Cache-Control")).contains("no-cache, no-transform");
            assertThat(client.header("X-Accel-Buffering")).contains("no");
            assertThat(client.await(frame -> true).raw())
                    .isEqualTo(stream.family().opening());
        }
    }

    @ParameterizedTest
    @EnumSource
    void heartbeatsComeAgainAndAgainWhileNothingHappens(TestedStream stream) {
        try (SseClient client = open(stream)) {
            SseFrame first = client.await(frame -> isHeartbeat(stream, frame));
            SseFrame next = client.await(
                    frame -> isHeartbeat(stream, frame) && frame.received().isAfter(first.received()));

            assertThat(next.id()).isNull();
            assertThat(Duration.between(first.received(), next.received())).isGreaterThan(Duration.ofMillis(300));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEventComesOnceAndInOrder(TestedStream stream) {
        try (SseClient client = open(stream)) {
            write(stream, 1, 50);

            assertNumbers(client, 1, 50);
        }
    }

    /// Some clients split the text into lines by Unicode's rules before they look at it.
    @ParameterizedTest
    @EnumSource
    void nothingInAnEventEndsALine(TestedStream stream) {
        String told = "\"text\":\"a\\u2028b\\u2029c\\u0085d\\n ä \uD83E\uDD56\"";
        try (SseClient client = open(stream)) {
            records.write(stream.with(org.tenant(), "\"n\":0"));
            String from = client.await(TestedStream::isProduced).id();
            records.write(stream.with(org.tenant(), "\"n\":1,\"text\":\"a\u2028b\u2029c\u0085d\\n ä \uD83E\uDD56\""));

            client.await(
                    frame -> frame.payload().filter(data -> data.contains(told)).isPresent());
            assertThat(client.text()).doesNotContainPattern("[\u000B\f\u001C-\u001E\u0085\u2028\u2029]");
            if (stream.family().hasIds()) {
                assertThat(get(stream, stream.pollPathAnd() + "last_event_id=" + from)
                                .body())
                        .contains(told);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumesBehindEachEvent(TestedStream stream) {
        List<SseFrame> seen = follow(stream, 6);
        if (!stream.family().hasIds()) {
            assertThat(seen).allMatch(frame -> frame.id() == null);
            assertLiveOnly(stream);
            return;
        }
        for (int i = 0; i < seen.size() - 1; i++) {
            try (SseClient client = open(stream, "Last-Event-ID", seen.get(i).id())) {
                assertNumbers(client, i + 2, 6);
            }
        }
        try (SseClient client = open(stream, "Last-Event-ID", seen.getLast().id())) {
            write(stream, 7, 7);
            assertNumbers(client, 7, 7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysBeforeAnythingElseThatAnIdIsNoneOfOurs(TestedStream stream) {
        follow(stream, 1);
        if (!stream.family().hasIds()) {
            assertLiveOnly(stream);
            return;
        }
        try (SseClient client = open(stream, "Last-Event-ID", "garbage")) {
            write(stream, 2, 2);

            assertThat(client.await(frame -> frame.is("stream.reset")).raw()).isEqualTo(reset(stream));
            assertNumbers(client, 2, 2);
            assertThat(events(stream, client).getFirst().is("stream.reset")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void pollsTellTheSameEventsWithTheSameIds(TestedStream stream) throws Exception {
        List<SseFrame> seen = follow(stream, 5);
        if (!stream.family().hasIds()) {
            Answer answer = get(stream, stream.pollPath());
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).matches(stream.family().error());
            return;
        }
        JsonNode body = JSON.readTree(get(
                        stream,
                        stream.pollPathAnd() + "limit=3&last_event_id="
                                + seen.getFirst().id())
                .body());

        assertThat(body.get("has_more").asBoolean()).isTrue();
        assertThat(StreamSupport.stream(body.get("events").spliterator(), false))
                .extracting(event -> event.get("id").asText())
                .containsExactlyElementsOf(
                        seen.subList(1, 4).stream().map(SseFrame::id).toList());
        try (SseClient client =
                open(stream, "Last-Event-ID", body.get("last_event_id").asText())) {
            assertNumbers(client, 5, 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutsOffAReaderThatFallsBehind(TestedStream stream) {
        URI uri = service.uri(stream.path());
        try (SseClient slow = SseClient.open(uri, Service.map(stream.credential(org.key())), SMALL_BUFFER)) {
            write(stream, 1, 1);
            // From here on it is live: before, it would take its past at its own pace.
            slow.await(TestedStream::isProduced);
            slow.pause();
            int written = writeUntilCutOff(stream, 1);

            slow.resume();

            assertThat(slow.awaitEnd(LIMIT)).isEqualTo(SseClient.End.COMPLETE);
            assertThat(slow.frames().getLast().raw()).isEqualTo(stream.family().closing("slow_consumer"));
            List<SseFrame> produced =
                    slow.frames().stream().filter(TestedStream::isProduced).toList();
            assertThat(produced).hasSizeBetween(1, written - 1);
            if (stream.family().hasIds()) {
                try (SseClient resumed =
                        open(stream, "Last-Event-ID", produced.getLast().id())) {
                    assertNumbers(resumed, produced.size() + 1, written);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesMoreStreamsThanAKeyMayHave(TestedStream stream) {
        ApiKey key = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .withMaxStreams(1);
        org.introduce(key);
        try (SseClient first = service.stream(stream.path(), stream.credential(key))) {
            assertThat(first.status()).isEqualTo(200);
            Answer toScript = service.get(stream.path(), stream.credential(key));
            Answer toFetch = service.get(stream.path(), headers(stream.credential(key), EVENT_SOURCE));
            Answer toBrowser = service.get(stream.pathWith(key), EVENT_SOURCE);

            assertThat(List.of(toScript, toFetch)).allSatisfy(refused -> {
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.header("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
                assertThat(refused.body()).matches(stream.family().error());
            });
            assertThat(toBrowser.status()).isEqualTo(200);
            assertThat(toBrowser.body()).matches(stream.family().refusal("limited"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysHowToAuthenticate(TestedStream stream) {
        ApiKey unknown = ApiKey.active("sk_test_unknown", org.tenant(), ApiKey.ALL_SCOPES);
        String path = stream.path();
        String withTicket = stream.pathAnd() + "ticket=nonsense";

        assertUnauthorised(service.get(path), "Bearer");
        assertUnauthorised(service.get(path, "Authorization", "Basic YTpi"), "Bearer");
        assertUnauthorised(service.get(path, stream.credential(unknown)), "Bearer error=\"invalid_token\"");
        assertUnauthorised(service.get(stream.pathWith(unknown)), "Bearer error=\"invalid_token\"");
        assertUnauthorised(service.get(withTicket, EVENT_SOURCE), "Bearer error=\"invalid_token\"");
        assertThat(service.get(stream.nowhere()).header("WWW-Authenticate")).isEmpty();
    }

    private static void assertUnauthorised(Answer answer, String challenge) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains(challenge);
    }

    @ParameterizedTest
    @EnumSource
    void nothingFromOutsideSplitsAFrame(TestedStream stream) throws Exception {
        String text = "a\\r\\n\\r\\nevent: spoofed\\ndata: {}\\n\\n\\u0000\\u2028\\u0085";
        try (SseClient client = open(stream);
                SseClient injected = service.stream(
                        stream.pathAnd() + "last_event_id=x%0D%0Aevent:%20spoofed%0Adata:%20y%00",
                        stream.credential(org.key()))) {
            org.write(stream.with(org.tenant(), "\r\n\"text\":\r\"" + text + "\"\n,\r\n\"n\":1"));

            SseFrame frame = client.await(TestedStream::isProduced);
            injected.await(TestedStream::isProduced);

            assertThat(JSON.readTree(frame.data()).findValue("text").asText())
                    .isEqualTo("a\r\n\r\nevent: spoofed\ndata: {}\n\n\0\u2028\u0085");
            for (SseClient each : List.of(client, injected)) {
                assertThat(each.frames()).noneMatch(any -> any.is("spoofed"));
                assertThat(each.frames().stream().filter(TestedStream::isProduced))
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfAnotherTenantShows(TestedStream stream) {
        Organisation other = Organisation.create(service, records);
        String othersId;
        try (SseClient client = open(stream);
                SseClient others = service.stream(stream.path(), stream.credential(other.key()))) {
            other.write(stream.numbered(other.tenant(), 1), stream.numbered(other.tenant(), 2));
            othersId = others.await(TestedStream::isProduced).id();
            write(stream, 3, 3);

            assertNumbers(client, 3, 3);
        }
        String id = othersId == null ? "none" : othersId;
        try (SseClient client = open(stream, "Last-Event-ID", id)) {
            write(stream, 4, 4);

            assertNumbers(client, 4, 4);
            assertThat(client.frames().stream().anyMatch(frame -> frame.is("stream.reset")))
                    .isEqualTo(stream.family().hasIds());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesInItsOwnShape(TestedStream stream) {
        List<Answer> answers = List.of(
                service.get(stream.path()),
                get(stream, stream.nowhere()),
                service.send("DELETE", stream.path(), stream.credential(org.key())));

        assertThat(answers).extracting(Answer::status).containsExactly(401, 404, 405);
        assertThat(answers.getLast().header("Allow")).contains("GET, HEAD");
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.body()).matches(stream.family().error()));
    }

    @ParameterizedTest
    @EnumSource
    void endsWithAReasonWhenTheKeyIsWithdrawn(TestedStream stream) {
        ApiKey key = org.anotherKey();
        try (SseClient client = service.stream(stream.path(), stream.credential(key))) {
            assertThat(client.status()).isEqualTo(200);
            org.write(key.revoked().toRecord());

            assertThat(client.awaitEnd(LIMIT)).isEqualTo(SseClient.End.COMPLETE);
            assertThat(client.frames().getLast().raw())
                    .isEqualTo(stream.family().closing("revoked"));
        }
    }

    /// The last one: nobody is served after it.
    @Test
    @Order(Integer.MAX_VALUE)
    void everyStreamIsSentAwayAtAShutdown() {
        Map<TestedStream, SseClient> clients = new EnumMap<>(TestedStream.class);
        try {
            for (TestedStream stream : TestedStream.values()) {
                clients.put(stream, open(stream));
            }
            shutdown.fire(new ShutdownDelayInitiatedEvent());

            clients.forEach(this::assertSentAway);
        } finally {
            clients.values().forEach(SseClient::close);
        }
    }

    private void assertSentAway(TestedStream stream, SseClient client) {
        assertThat(client.awaitEnd(LIMIT)).as(stream.name()).isEqualTo(SseClient.End.COMPLETE);
        assertThat(client.text()).matches("(?s).*" + stream.family().goodbye());
        Answer refused = get(stream, stream.path());
        assertThat(refused.status()).as(stream.name()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.body()).matches(stream.family().error());
    }

    private void assertLiveOnly(TestedStream stream) {
        try (SseClient client = open(stream, "Last-Event-ID", "garbage")) {
            write(stream, 9, 9);
            assertNumbers(client, 9, 9);
            assertThat(client.events()).hasSize(1);
        }
    }

    private SseClient open(TestedStream stream, String... more) {
        return service.stream(stream.path(), headers(stream.credential(org.key()), more));
    }

    private Answer get(TestedStream stream, String path) {
        return service.get(path, stream.credential(org.key()));
    }

    private void write(TestedStream stream, int from, int to) {
        records.writeAll(IntStream.rangeClosed(from, to)
                .mapToObj(number -> stream.numbered(org.tenant(), number))
                .toList());
    }

    /// @param from how many events were written before
    /// @return how many there are now, each of some kilobytes: the system's buffers take their share
    private int writeUntilCutOff(TestedStream stream, int from) {
        double before = cutOff();
        String padding = ",\"padding\":\"" + "x".repeat(PADDING) + '"';
        int written = from;
        while (cutOff() == before && written < MOST) {
            records.writeAll(IntStream.rangeClosed(written + 1, written + CHUNK)
                    .mapToObj(number -> stream.with(org.tenant(), "\"n\":" + number + padding))
                    .toList());
            written += CHUNK;
        }
        Awaitility.await("cut off").atMost(LIMIT).until(() -> cutOff() == before + 1);
        return written;
    }

    private double cutOff() {
        return Metrics.of(service).value("dealstream_streams_ended_total", "reason=\"slow_consumer\"");
    }

    /// The frames of the events 1 to `count`, which happen while someone looks on.
    private List<SseFrame> follow(TestedStream stream, int count) {
        try (SseClient client = open(stream)) {
            write(stream, 1, count);
            return assertNumbers(client, 1, count);
        }
    }

    /// That these events came, and no others.
    private static List<SseFrame> assertNumbers(SseClient client, int from, int to) {
        client.await(frame -> TestedStream.isProduced(frame)
                && TestedStream.number(frame.payload().orElseThrow()) == to);
        List<SseFrame> produced =
                client.frames().stream().filter(TestedStream::isProduced).toList();
        assertThat(produced)
                .extracting(frame -> TestedStream.number(frame.payload().orElseThrow()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(from, to).boxed().toList());
        return produced;
    }

    /// All events but heartbeats that are events.
    private static List<SseFrame> events(TestedStream stream, SseClient client) {
        return client.events().stream()
                .filter(frame -> !isHeartbeat(stream, frame))
                .toList();
    }

    private static boolean isHeartbeat(TestedStream stream, SseFrame frame) {
        return frame.raw().matches(stream.family().heartbeat());
    }

    private static String reset(TestedStream stream) {
        return "event: stream.reset\ndata: {\"reason\":\"unknown\",\"snapshot_url\":" + stream.snapshotUrl() + "}\n\n";
    }

    private static String[] headers(String[] credential, String... more) {
        return Stream.concat(Stream.of(credential), Stream.of(more)).toArray(String[]::new);
    }
}
