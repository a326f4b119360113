package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.event.Cursor;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.testing.Deal;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Coming back with an id, or with a point in time (streams.md, "Ids and resume").
@QuarkusTest
@TestProfile(ShortTimes.class)
class ResumingTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";
    private static final String SNAPSHOT = "\"/v1/events/deals/7/snapshot\"";

    private Deal deal;

    @BeforeEach
    void aDeal() {
        deal = org.deal(7);
    }

    @Test
    void takesTheIdFromTheHeader() {
        List<SseFrame> seen = numbered(3);

        assertGoesOnWith(org.stream(STREAM, "Last-Event-ID", seen.getFirst().id()), 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_event_id", "lastEventId", "Last-Event-ID"})
    void takesTheIdFromTheQuery(String name) {
        List<SseFrame> seen = numbered(3);

        assertGoesOnWith(org.stream(STREAM + "?" + name + "=" + seen.getFirst().id()), 2, 3);
    }

    @Test
    void takesTheHeaderRatherThanTheQuery() {
        List<SseFrame> seen = numbered(3);
        String query = "?last_event_id=" + seen.getFirst().id();

        assertGoesOnWith(org.stream(STREAM + query, "Last-Event-ID", seen.get(1).id()), 3);
    }

    @Test
    void takesTheIdRatherThanThePointInTime() {
        List<SseFrame> seen = numbered(3);

        assertGoesOnWith(
                org.stream(STREAM + "?since=0", "Last-Event-ID", seen.get(1).id()), 3);
    }

    @Test
    void resumesFromEveryIdOfAStreamWithoutGapOrRepeat() {
        List<SseFrame> seen = numbered(20);
        for (int i = 0; i < seen.size(); i++) {
            try (SseClient client =
                    org.stream(STREAM, "Last-Event-ID", seen.get(i).id())) {
                int missed = seen.size() - i - 1;
                assertThat(client.awaitEvents(missed))
                        .extracting(SseFrame::data)
                        .containsExactlyElementsOf(seen.subList(i + 1, seen.size()).stream()
                                .map(SseFrame::data)
                                .toList());
            }
        }
    }

    @Test
    void goesOnOnTheOrganisationsStreamAcrossTopics() {
        List<SseFrame> seen;
        try (SseClient client = org.stream("/v1/events/org")) {
            org.write(
                    deal.started(1),
                    deal.created("Bolt"),
                    org.batch("b").processed(1, "1/9"),
                    org.deal(8).started(2),
                    org.batch("c").processed(2, "1/9"),
                    org.deal(9).created("Nut"));
            seen = client.awaitEvents(6);
        }
        for (SseFrame from : seen) {
            try (SseClient client = org.stream("/v1/events/org", "Last-Event-ID", from.id())) {
                List<String> rest = seen.subList(seen.indexOf(from) + 1, seen.size()).stream()
                        .map(SseFrame::data)
                        .toList();
                // what came through other partitions may come in another order
                assertThat(client.awaitEvents(rest.size()))
                        .extracting(SseFrame::data)
                        .containsExactlyInAnyOrderElementsOf(rest);
            }
        }
    }

    @Test
    void beginsAtAPointInTimeInEitherForm() {
        numbered(1);
        long after = org.write(deal.progressed(1, 99)).getFirst().timestamp();
        Awaitility.await().until(() -> System.currentTimeMillis() > after + 5);
        long from = org.write(deal.progressed(1, 2), deal.progressed(1, 3))
                .getFirst()
                .timestamp();
        Instant instant = Instant.ofEpochMilli(from);

        for (String since : List.of(
                Long.toString(from),
                instant.toString(),
                instant.toString().replace("Z", "+00:00"),
                instant.toString().replace("Z", "%2B00:00"))) {
            try (SseClient client = org.stream(STREAM + "?since=" + since)) {
                assertThat(client.awaitEvents(2))
                        .extracting(ResumingTest::number)
                        .containsExactly(2, 3);
            }
        }
    }

    @Test
    void beginsNowWhereThePointInTimeLiesAhead() {
        numbered(1);
        String soon = Instant.now().plus(1, ChronoUnit.HOURS).toString();

        assertGoesOnWith(org.stream(STREAM + "?since=" + soon));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "42", "...", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%0D%0Adata:%20injected", "%00"})
    void saysThatAnIdIsNoneOfOursBeforeAnythingElse(String id) {
        numbered(1);

        assertResetThenLive(org.stream(STREAM + "?last_event_id=" + id));
    }

    @Test
    void saysSoOfIdsThatAreTooLongDamagedOrOfAnotherStream() {
        String own = numbered(1).getFirst().id();
        Organisation other = Organisation.create(service, records);
        String another = firstId(other, 7);
        String anotherDeals = firstId(org, 8);
        String flipped = (own.charAt(0) == 'A' ? 'B' : 'A') + own.substring(1);

        for (String id : List.of(
                "A".repeat(513),
                "A".repeat(4_000),
                flipped,
                own + "A",
                own.substring(1),
                another,
                anotherDeals,
                organisationsId())) {
            assertResetThenLive(org.stream(STREAM, "Last-Event-ID", id));
        }
    }

    @Test
    void saysSoOfAnIdFromTheFuture() {
        numbered(1);
        StreamKey stream = new StreamKey(new Tenant(org.tenant()), new Subject("deal", "7"));
        long inAnHour = Instant.now().plus(1, ChronoUnit.HOURS).toEpochMilli();

        assertResetThenLive(org.stream(STREAM, "Last-Event-ID", new Cursor(inAnHour, List.of()).encode(stream)));
    }

    @Test
    void saysSoOfOffsetsThatNeverCome() {
        String id = numbered(1).getFirst().id();
        StreamKey stream = new StreamKey(new Tenant(org.tenant()), new Subject("deal", "7"));
        Cursor real = Cursor.parse(id, stream).orElseThrow();
        List<Cursor.Mark> ahead = real.marks().stream()
                .map(mark -> new Cursor.Mark(mark.tag(), mark.index(), mark.offset() + 1_000_000))
                .toList();

        try (SseClient client = org.stream(STREAM, "Last-Event-ID", new Cursor(real.since(), ahead).encode(stream))) {
            SseFrame reset = client.await(frame -> frame.is(Frames.RESET));
            assertThat(reset.raw()).isEqualTo(Frames.reset("unknown", SNAPSHOT));
            org.write(deal.progressed(1, 100));
            assertThat(client.await(Frames.fromPipeline()).data()).contains("\"progress\":100");
        }
    }

    @Test
    void namesNoSnapshotWhereThereIsNone() {
        try (SseClient organisation = org.stream("/v1/events/org", "Last-Event-ID", "garbage");
                SseClient batch = org.stream("/v1/events/batches/b-1", "Last-Event-ID", "garbage")) {
            assertThat(organisation.awaitEvents(1).getFirst().raw()).isEqualTo(Frames.reset("unknown", "null"));
            assertThat(batch.awaitEvents(1).getFirst().raw())
                    .isEqualTo(Frames.reset("unknown", "\"/v1/events/batches/b-1/snapshot\""));
        }
    }

    @Test
    void leavesNothingOutAndRepeatsNothingWhenReadersComeAndGo() {
        List<Integer> received = new ArrayList<>();
        String last = numbered(1).getFirst().id();
        for (int round = 0; round < 15; round++) {
            int first = 2 + round * 6;
            // some before it connects, some while it does, some after
            org.write(deal.progressed(1, first), deal.progressed(1, first + 1));
            try (SseClient client = org.stream(STREAM, "Last-Event-ID", last)) {
                org.write(deal.progressed(1, first + 2), deal.progressed(1, first + 3));
                List<SseFrame> events = client.awaitEvents(4);
                last = events.getLast().id();
                events.forEach(event -> received.add(number(event)));
            }
            org.write(deal.progressed(1, first + 4), deal.progressed(1, first + 5));
            try (SseClient client = org.stream(STREAM, "Last-Event-ID", last)) {
                List<SseFrame> events = client.awaitEvents(2);
                last = events.getLast().id();
                events.forEach(event -> received.add(number(event)));
            }
        }
        assertThat(received)
                .containsExactlyElementsOf(IntStream.range(2, 92).boxed().toList());
    }

    /// Writes events with the progress 1, 2, ... and reads them.
    private List<SseFrame> numbered(int count) {
        try (SseClient client = org.stream(STREAM)) {
            for (int i = 1; i <= count; i++) {
                org.write(deal.progressed(1, i));
            }
            return client.awaitEvents(count);
        }
    }

    /// The stream shows the events with these numbers, then what happens from now on.
    private void assertGoesOnWith(SseClient opened, int... numbers) {
        try (SseClient client = opened) {
            client.awaitEvents(numbers.length);
            org.write(deal.progressed(1, 100));
            assertThat(client.awaitEvents(numbers.length + 1))
                    .extracting(ResumingTest::number)
                    .containsExactlyElementsOf(IntStream.concat(IntStream.of(numbers), IntStream.of(100))
                            .boxed()
                            .toList());
        }
    }

    private static int number(SseFrame frame) {
        return Integer.parseInt(frame.payload().orElseThrow().replaceFirst(".*\"progress\":(\\d+).*", "$1"));
    }

    private void assertResetThenLive(SseClient opened) {
        try (SseClient client = opened) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.awaitEvents(1).getFirst().raw()).isEqualTo(Frames.reset("unknown", SNAPSHOT));
            assertThat(client.text()).startsWith("retry: 3000\n\n" + Frames.reset("unknown", SNAPSHOT));
            org.write(deal.progressed(1, 100));
            assertThat(client.awaitEvents(2).getLast().data()).contains("\"progress\":100");
        }
    }

    private static String firstId(Organisation organisation, long dealId) {
        try (SseClient client = organisation.stream("/v1/events/deals/" + dealId)) {
            organisation.write(organisation.deal(dealId).started(1));
            return client.awaitEvents(1).getFirst().id();
        }
    }

    private String organisationsId() {
        try (SseClient client = org.stream("/v1/events/org")) {
            org.write(org.deal(9).started(1));
            return client.awaitEvents(1).getFirst().id();
        }
    }
}
