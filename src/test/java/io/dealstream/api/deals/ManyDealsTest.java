package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Batch;
import io.dealstream.testing.Deal;
import io.dealstream.testing.EventSourceClient;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many deals, or batches, on one stream (many.md).
@QuarkusTest
@TestProfile(ShortTimes.class)
class ManyDealsTest extends ServiceTest {

    private static final String DEALS = "/v1/events/deals?ids=";
    private static final String POLL = "/v1/events/deals/poll?ids=";
    private static final String SNAPSHOT = "/v1/events/deals/snapshot?ids=";
    private static final String BATCHES = "/v1/events/batches?ids=";
    private static final Pattern DEAL_ID = Pattern.compile("\"deal_id\":(\\d+)");
    private static final Pattern LAST_ID = Pattern.compile("\"last_event_id\":\"([A-Za-z0-9._-]+)\"}$");

    private Deal seven;
    private Deal eight;

    @BeforeEach
    void deals() {
        seven = org.deal(7);
        eight = org.deal(8);
    }

    private static String summary(SseFrame frame) {
        Matcher deal = DEAL_ID.matcher(frame.payload().orElse(""));
        return (deal.find() ? deal.group(1) + " " : "") + Frames.summary(frame);
    }

    private static String lastId(Answer answer) {
        Matcher matcher = LAST_ID.matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return matcher.group(1);
    }

    private void settle(Deal deal) {
        try (SseClient client = org.stream("/v1/events/deals/" + deal.id())) {
            org.write(deal.started(1), deal.completed(1), deal.updated("ready"));
            Frames.untilTheEnd(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7,8", "8,7,8,7", "7&ids=8", "%207%20,,8,", "7%2C8", "07,+8", "7&ids[]=8"})
    void bringsTheEventsOfAllOfThemHoweverTheyAreAskedFor(String ids) {
        try (SseClient client = org.stream(DEALS + ids)) {
            org.write(seven.started(1), org.deal(9).started(3), eight.started(2));

            client.await(frame -> summary(frame).equals("7 processing.started 1"));
            client.await(frame -> summary(frame).equals("8 processing.started 2"));
            assertThat(Frames.pipeline(client)).hasSize(2);
        }
    }

    @Test
    void resumesWithAnIdOfTheSetInAnyOrderAndKnowsNoOther() {
        String id;
        try (SseClient client = org.stream(DEALS + "7,8")) {
            org.write(seven.started(1));
            id = client.await(frame -> frame.is("processing.started")).id();
        }
        org.write(eight.started(2), seven.progressed(1, 50));

        try (SseClient client = org.stream(DEALS + "8,7", "Last-Event-ID", id)) {
            client.await(frame -> summary(frame).equals("8 processing.started 2"));
            client.await(frame -> summary(frame).equals("7 processing.progress 1"));
            assertThat(Frames.pipeline(client)).hasSize(2);
        }
        for (String other : List.of("7,8,9", "7", "8")) {
            try (SseClient client = org.stream(DEALS + other, "Last-Event-ID", id)) {
                SseFrame reset = client.await(frame -> frame.is(Frames.RESET));
                assertThat(reset.raw())
                        .isEqualTo(Frames.reset("unknown", "\"/v1/events/deals/snapshot?ids=" + other + "\""));
            }
        }
    }

    @Test
    void filtersByType() {
        try (SseClient client = org.stream(DEALS + "7,8&types=deal_updated")) {
            org.write(seven.started(1), eight.started(2), eight.updated("processing"));

            client.await(frame -> frame.is("deal_updated"));
            assertThat(Frames.pipeline(client))
                    .extracting(ManyDealsTest::summary)
                    .containsExactly("8 deal_updated");
        }
    }

    @Test
    void endsOnceAllAreSettledAndStopsARealEventSourceForGood() {
        try (EventSourceClient browser = org.follow(DEALS + "7,8")) {
            org.write(seven.started(1), seven.completed(1), seven.updated("ready"), eight.started(2));
            browser.await(message -> message.data().contains("\"deal_id\":8"));
            org.write(eight.completed(2), eight.updated("ready"));
            browser.await(message -> message.type().equals(Frames.CLOSED));

            browser.awaitState(EventSourceClient.State.CLOSED, Duration.ofSeconds(15));
            assertThat(browser.status()).isEqualTo(204);
            assertThat(browser.opened()).isEqualTo(1);
        }
    }

    @Test
    void tellsTheLastEventOfThoseThatAreSettledAlready() {
        settle(seven);
        try (SseClient client = org.stream(DEALS + "7,8")) {
            client.await(frame -> summary(frame).equals("7 deal_updated"));
            org.write(eight.started(2), eight.completed(2), eight.updated("ready"));
            List<SseFrame> events = Frames.untilTheEnd(client);
            assertThat(events)
                    .extracting(ManyDealsTest::summary)
                    .startsWith("7 deal_updated", "8 processing.started 2")
                    .endsWith("8 deal_updated", "stream.closed");
        }
        try (SseClient late = org.stream(DEALS + "7,8")) {
            List<SseFrame> events = Frames.untilTheEnd(late);
            assertThat(events)
                    .extracting(ManyDealsTest::summary)
                    .containsExactly("7 deal_updated", "8 deal_updated", "stream.closed");
            assertThat(org.get(DEALS + "7,8", "Last-Event-ID", events.get(1).id())
                            .status())
                    .isEqualTo(204);
            String word = "&last_event_id=" + events.getFirst().id();
            String last = "&last_event_id=" + events.get(1).id();
            assertThat(org.get(DEALS + "7,8" + word + last).status()).isEqualTo(204);
            assertThat(org.get(DEALS + "8,7" + last + word).status()).isEqualTo(204);
            try (SseClient cut =
                    org.stream(DEALS + "7,8", "Last-Event-ID", events.getFirst().id())) {
                assertThat(Frames.untilTheEnd(cut))
                        .extracting(ManyDealsTest::summary)
                        .containsExactly("8 deal_updated", "stream.closed");
            }
        }
    }

    @Test
    void pollsEventByEventWhatIsThereAndWhatComes() {
        settle(seven);
        settle(eight);
        List<String> bodies = new ArrayList<>();
        String id = "";
        for (int i = 0; i < 2; i++) {
            Answer answer = org.get(POLL + "7,8&limit=1&last_event_id=" + id);
            bodies.add(answer.body());
            id = lastIdOfPoll(answer);
        }
        assertThat(bodies.getFirst()).contains("\"deal_id\":7").contains("\"has_more\":true");
        assertThat(bodies.getLast()).contains("\"deal_id\":8").contains("\"ended\":\"completed\"");
        assertThat(org.get(POLL + "8,7&last_event_id=" + id).body())
                .startsWith("{\"events\":[],")
                .contains("\"ended\":\"completed\"");
        org.write(eight.started(3));
        String last = POLL + "8,7&last_event_id=" + id;
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> org.get(last).body().contains("\"statement_id\":3"));
    }

    private static String lastIdOfPoll(Answer answer) {
        Matcher matcher =
                Pattern.compile("\"last_event_id\":\"([A-Za-z0-9._-]+)\"").matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return matcher.group(1);
    }

    @Test
    void showsWhereTheyStandAndAStreamGoesOnFromThere() {
        settle(eight);
        try (SseClient client = org.stream("/v1/events/deals/7")) {
            org.write(seven.started(1));
            client.await(frame -> frame.is("processing.started"));
        }

        Answer answer = org.get(SNAPSHOT + "9,8,7");

        assertThat(answer.status()).isEqualTo(200);
        String one = org.get("/v1/events/deals/8/snapshot").body();
        String other = org.get("/v1/events/deals/7/snapshot").body();
        assertThat(answer.body())
                .startsWith("{\"deals\":[" + one + "," + other + "],\"missing\":[9],\"last_event_id\":\"");
        String id = lastId(answer);
        assertThat(answer.header("ETag")).contains('"' + id + '"');
        assertThat(org.get(SNAPSHOT + "9,8,7", "If-None-Match", '"' + id + '"').status())
                .isEqualTo(304);
        org.write(org.deal(9).started(5));
        try (SseClient client = org.stream(DEALS + "7,8,9", "Last-Event-ID", id)) {
            client.await(frame -> summary(frame).equals("9 processing.started 5"));
            assertThat(Frames.pipeline(client)).hasSize(1);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> org.get(SNAPSHOT + "9,8,7", "If-None-Match", '"' + id + '"')
                                .status()
                        == 200);
    }

    @Test
    void showsThatNothingWasEverHeardOfAny() {
        Answer answer = org.get(SNAPSHOT + "70,71");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"deals\":[],\"missing\":[70,71],\"last_event_id\":\"");
        org.write(org.deal(71).started(1));
        try (SseClient client = org.stream(DEALS + "70,71", "Last-Event-ID", lastId(answer))) {
            client.await(frame -> frame.is("processing.started"));
        }
    }

    @Test
    void doesTheSameForBatches() {
        Batch one = org.batch("b-1");
        Batch other = org.batch("b-2");
        try (SseClient client = org.stream(BATCHES + "b-2,b-1")) {
            org.write(one.processed(1, "1/1"), one.completed(1, 0));
            client.await(frame -> frame.is("batch.completed"));
            org.write(other.failed(2), other.completed(0, 1));
            List<SseFrame> events = Frames.untilTheEnd(client);
            assertThat(events).hasSize(5);
            assertThat(org.get(
                                    BATCHES + "b-1,b-2",
                                    "Last-Event-ID",
                                    events.get(3).id())
                            .status())
                    .isEqualTo(204);
        }
        Answer answer = org.get("/v1/events/batches/snapshot?ids=b-3,b-1,b-2");
        assertThat(answer.body())
                .startsWith("{\"batches\":["
                        + org.get("/v1/events/batches/b-1/snapshot").body() + ","
                        + org.get("/v1/events/batches/b-2/snapshot").body() + "],\"missing\":[\"b-3\"],");
        assertThat(org.get("/v1/events/batches/poll?ids=b-1").body()).contains("batch.completed");
    }

    /// They have been names of batches for longer than paths.
    @ParameterizedTest
    @ValueSource(strings = {"poll", "snapshot"})
    void knowsBatchesOfTheseNames(String name) {
        try (SseClient client = org.stream("/v1/events/batches/" + name)) {
            org.write(org.batch(name).processed(1, "1/2"));
            client.await(frame -> frame.is("batch.document_processed"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/events/deals",
                "/v1/events/deals?ids=",
                "/v1/events/deals?ids=,",
                "/v1/events/deals?ids=7,x",
                "/v1/events/deals?ids=7,9223372036854775808",
                "/v1/events/deals/poll",
                "/v1/events/deals/poll?ids=7.0",
                "/v1/events/deals/snapshot",
                "/v1/events/deals/snapshot?ids=7,1e3",
                "/v1/events/batches",
                "/v1/events/batches?ids=b-1,b%2F2",
                "/v1/events/batches/poll?ids=a.b",
                "/v1/events/batches/snapshot?ids=%C3%A4"
            })
    void refusesWhatAreNoIds(String path) {
        Answer answer = org.get(path);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("\"code\":\"VALIDATION_ERROR\"").contains("\"field\":\"ids\"");
    }

    @Test
    void takesTwoHundredAndNoMore() {
        Set<Integer> ids = IntStream.rangeClosed(1, 200).boxed().collect(Collectors.toSet());
        String all = ids.stream().map(String::valueOf).collect(Collectors.joining(","));

        assertThat(org.get(POLL + all + ",1,2,3").status()).isEqualTo(200);
        assertThat(org.get(POLL + all + ",201").status()).isEqualTo(422);
        assertThat(org.get(SNAPSHOT + all).body()).startsWith("{\"deals\":[],\"missing\":[1,2,3,");
    }

    @Test
    void needsTheScopeOfTheKindAndNoOther() {
        ApiKey narrow = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), List.of("deals:read"));
        org.introduce(narrow);

        assertThat(service.get(POLL + "7,8", "X-API-Key", narrow.secret()).status())
                .isEqualTo(200);
        assertThat(service.get("/v1/events/batches/poll?ids=b-1", "X-API-Key", narrow.secret())
                        .status())
                .isEqualTo(403);
        assertThat(service.get(POLL + "7,8").status()).isEqualTo(401);
    }

    @Test
    void showsNothingOfAnotherTenantsDeals() {
        settle(seven);
        ApiKey stranger = ApiKey.active("sk_test_" + UUID.randomUUID(), "org-" + UUID.randomUUID(), ApiKey.ALL_SCOPES);
        org.introduce(stranger);

        assertThat(service.get(SNAPSHOT + "7", "X-API-Key", stranger.secret()).body())
                .startsWith("{\"deals\":[],\"missing\":[7],");
    }
}
