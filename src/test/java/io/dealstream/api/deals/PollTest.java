package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.Deal;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The poll twin, and that its ids, the stream's and the snapshot's are the same.
@QuarkusTest
@TestProfile(ShortTimes.class)
class PollTest extends ServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STREAM = "/v1/events/deals/7";
    private static final String POLL = STREAM + "/poll";

    private Deal deal;

    @BeforeEach
    void aDeal() {
        deal = org.deal(7);
    }

    @Test
    void answersInThisForm() {
        String from = poll(POLL).get("last_event_id").asText();
        org.write(
                Records.header(deal.started(1), "ce_time", "2026-03-04T10:01:00.250Z"),
                Records.header(deal.completed(1), "ce_time", "2026-03-04T12:01:01+02:00"));
        awaitEvents(2);

        Answer answer = org.get(POLL + "?last_event_id=" + from);

        JsonNode events = read(answer).get("events");
        String first = events.get(0).get("id").asText();
        String second = events.get(1).get("id").asText();
        // a place behind the last event, which may be a fresher one than the event's own
        String last = read(answer).get("last_event_id").asText();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"events\":["
                        + "{\"id\":\"" + first + "\",\"type\":\"processing.started\",\"data\":"
                        + "{\"deal_id\":7,\"statement_id\":1,\"stage\":\"uploaded\",\"progress\":0}"
                        + ",\"time\":\"2026-03-04T10:01:00.250Z\"},"
                        + "{\"id\":\"" + second + "\",\"type\":\"processing.completed\",\"data\":"
                        + "{\"deal_id\":7,\"statement_id\":1,\"health_score\":72.50}"
                        + ",\"time\":\"2026-03-04T10:01:01Z\"}],"
                        + "\"last_event_id\":\"" + last + "\",\"has_more\":false}");
        assertThat(poll(POLL + "?last_event_id=" + last).get("events")).isEmpty();
    }

    @Test
    void beginsNowWithoutAnId() {
        org.write(deal.started(1));
        awaitEvents(1);

        JsonNode now = poll(POLL);
        org.write(deal.progressed(1, 10));
        JsonNode next = poll(POLL + "?wait=10&last_event_id=" + id(now));

        assertThat(now.get("events")).isEmpty();
        assertThat(now.get("has_more").asBoolean()).isFalse();
        assertThat(next.get("events")).hasSize(1);
    }

    @Test
    void takesTheIdFromTheHeaderToo() {
        String from = id(poll(POLL));
        org.write(deal.started(1));
        awaitEvents(1);

        JsonNode answer = read(org.get(POLL + "?last_event_id=garbage", "Last-Event-ID", from));

        assertThat(answer.get("events")).hasSize(1);
        assertThat(answer.has("reset")).isFalse();
    }

    @Test
    void givesAsMuchAsIsAskedForAndSaysWhetherThereIsMore() {
        String start = id(poll(POLL));
        String from = start;
        for (int i = 1; i <= 5; i++) {
            org.write(deal.progressed(1, i));
        }
        awaitEvents(5);

        List<Integer> numbers = new ArrayList<>();
        List<Boolean> more = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            JsonNode answer = poll(POLL + "?limit=2&last_event_id=" + from);
            answer.get("events").forEach(event -> numbers.add(number(event)));
            more.add(answer.get("has_more").asBoolean());
            from = id(answer);
        }

        assertThat(numbers).containsExactly(1, 2, 3, 4, 5);
        assertThat(more).containsExactly(true, true, false);
        JsonNode exactly = poll(POLL + "?limit=5&last_event_id=" + start);
        assertThat(exactly.get("events")).hasSize(5);
        assertThat(exactly.get("has_more").asBoolean()).isFalse();
    }

    @Test
    void holdsTheAnswerUntilThereIsSomething() throws Exception {
        String from = id(poll(POLL));
        CompletableFuture<Answer> waiting = org.begin(POLL + "?wait=30&last_event_id=" + from);

        // not answered while nothing happens: a whole poll and a heartbeat later it still waits
        poll(POLL + "?wait=1&last_event_id=" + from);
        assertThat(waiting).isNotDone();
        org.write(deal.started(1));

        JsonNode answer = read(waiting.get(10, TimeUnit.SECONDS));
        assertThat(answer.get("events")).hasSize(1);
    }

    @Test
    void answersWithNothingWhenTheWaitIsOver() {
        String from = id(poll(POLL));
        Instant begin = Instant.now();

        JsonNode answer = poll(POLL + "?wait=1&last_event_id=" + from);

        assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(answer.get("events")).isEmpty();
        assertThat(answer.get("last_event_id").asText()).isNotEmpty();
        assertThat(answer.get("has_more").asBoolean()).isFalse();
    }

    @Test
    void filtersAsTheStreamDoes() {
        String from = id(poll(POLL));
        org.write(deal.started(1), deal.started(2), deal.progressed(2, 5), deal.updated("processing"));
        awaitEvents(4);

        assertThat(types(poll(POLL + "?document_id=1&last_event_id=" + from)))
                .containsExactly("processing.started", "deal_updated");
        assertThat(types(poll(POLL + "?types=processing.progress&last_event_id=" + from)))
                .containsExactly("processing.progress");
    }

    @Test
    void goesOnBehindWhatTheFilterLeftOut() {
        String from = id(poll(POLL));
        org.write(deal.started(1), deal.progressed(1, 5));
        awaitEvents(2);

        String behind = id(poll(POLL + "?types=deal_updated&last_event_id=" + from));

        assertThat(poll(POLL + "?last_event_id=" + behind).get("events")).isEmpty();
    }

    @Test
    void saysWhenThePastIsLost() {
        JsonNode answer = poll(POLL + "?last_event_id=garbage");

        assertThat(answer.get("reset").asText()).isEqualTo("unknown");
        assertThat(answer.get("events")).isEmpty();
        JsonNode next = poll(POLL + "?last_event_id=" + id(answer));
        assertThat(next.has("reset")).isFalse();
    }

    @Test
    void saysThatAStreamIsOver() {
        String from = id(poll(POLL));
        org.write(deal.started(1), deal.completed(1), deal.updated("ready"));
        awaitEvents(3);

        JsonNode answer = poll(POLL + "?last_event_id=" + from);
        assertThat(types(answer)).containsExactly("processing.started", "processing.completed", "deal_updated");
        JsonNode again = poll(POLL + "?wait=20&last_event_id=" + id(answer));
        assertThat(again.get("events")).isEmpty();
        assertThat(again.get("ended").asText()).isEqualTo("completed");
    }

    @Test
    void pollsTheOrganisationAndABatchLikewise() {
        String organisation = id(poll("/v1/events/org/poll"));
        String batch = id(poll("/v1/events/batches/b/poll"));
        org.write(org.batch("b").processed(1, "1/2"), org.batch("c").processed(2, "1/2"));

        assertThat(poll("/v1/events/batches/b/poll?wait=10&last_event_id=" + batch)
                        .get("events"))
                .hasSize(1);
        try (SseClient stream = org.stream("/v1/events/org", "Last-Event-ID", organisation)) {
            stream.awaitEvents(2);
        }
        assertThat(poll("/v1/events/org/poll?last_event_id=" + organisation).get("events"))
                .hasSize(2);
    }

    @Test
    void aClientMayChangeBetweenSnapshotStreamAndPollAtAnyEvent() {
        org.write(deal.started(1));
        awaitEvents(1);
        String from = read(org.get(STREAM + "/snapshot")).get("last_event_id").asText();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= 12; i += 3) {
            org.write(deal.progressed(1, i), deal.progressed(1, i + 1));
            try (SseClient client = org.stream(STREAM, "Last-Event-ID", from)) {
                SseFrame event = client.awaitEvents(1).getFirst();
                numbers.add(number(JSON.createObjectNode().set("data", parse(event.data()))));
                from = event.id();
            }
            org.write(deal.progressed(1, i + 2));
            while (numbers.size() < i + 2) {
                JsonNode answer = poll(POLL + "?wait=10&limit=1&last_event_id=" + from);
                answer.get("events").forEach(event -> numbers.add(number(event)));
                from = id(answer);
            }
        }
        assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(read(org.get(STREAM + "/snapshot")).get("last_event_id").asText())
                .isNotEmpty();
    }

    /// Waits until the service has so many events of the deal.
    private void awaitEvents(int count) {
        try (SseClient client = org.stream(STREAM + "?since=" + began)) {
            client.await(frame -> Frames.pipeline(client).size() >= count);
        }
    }

    private JsonNode poll(String path) {
        Answer answer = org.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return read(answer);
    }

    private static String id(JsonNode answer) {
        return answer.get("last_event_id").asText();
    }

    private static int number(JsonNode event) {
        return event.get("data").get("progress").asInt();
    }

    private static List<String> types(JsonNode answer) {
        List<String> types = new ArrayList<>();
        answer.get("events").forEach(event -> types.add(event.get("type").asText()));
        return types;
    }

    private static JsonNode read(Answer answer) {
        return parse(answer.body());
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
