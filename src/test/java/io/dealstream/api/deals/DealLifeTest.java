package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.Deal;
import io.dealstream.testing.EventSourceClient;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A deal's stream from its opening to its end (deals.md, "Life of a stream").
@QuarkusTest
@TestProfile(ShortTimes.class)
class DealLifeTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";
    private static final Duration GRACE = Duration.ofSeconds(2);

    private Deal deal;

    @BeforeEach
    void aDeal() {
        deal = org.deal(7);
    }

    @Test
    void closesOnceNoDocumentIsPendingAndTheUpdateHasCome() {
        try (SseClient client = org.stream(STREAM)) {
            org.write(
                    deal.started(1),
                    deal.started(2),
                    deal.completed(1),
                    deal.updated("processing"),
                    deal.progressed(2, 50),
                    deal.failed(2),
                    deal.updated("ready"));

            List<SseFrame> events = Frames.untilTheEnd(client);

            assertThat(events)
                    .extracting(Frames::summary)
                    .containsExactly(
                            "processing.started 1",
                            "processing.started 2",
                            "processing.completed 1",
                            "deal_updated",
                            "processing.progress 2",
                            "processing.failed 2",
                            "deal_updated",
                            "stream.closed");
            assertThat(events.getLast().raw()).isEqualTo(Frames.closing("completed"));
            assertThat(client.text()).endsWith(Frames.closing("completed"));
        }
    }

    @Test
    void closesAfterTheGraceWhereNoUpdateComes() {
        try (SseClient client = org.stream(STREAM)) {
            org.write(deal.started(1), deal.completed(1));

            List<SseFrame> events = Frames.untilTheEnd(client);

            assertThat(events)
                    .extracting(Frames::summary)
                    .containsExactly("processing.started 1", "processing.completed 1", "stream.closed");
            assertThat(events.getLast().raw()).isEqualTo(Frames.closing("completed"));
            Duration waited =
                    Duration.between(events.get(1).received(), events.get(2).received());
            assertThat(waited).isGreaterThan(GRACE.minusMillis(500));
        }
    }

    @Test
    void staysOpenWhileADocumentIsPendingWhateverElseHappens() {
        try (SseClient client = org.stream(STREAM)) {
            org.write(deal.started(1), deal.started(2), deal.completed(1), deal.updated("ready"));

            client.await(frame -> frame.is("deal_updated"));
            // half a second each: longer than the grace
            Frames.awaitMore(client, Frames::isHeartbeat, 6);

            org.write(deal.progressed(2, 90));
            client.await(frame -> frame.is("processing.progress"));
            assertThat(client.events()).noneMatch(frame -> frame.is(Frames.CLOSED));
        }
    }

    @Test
    void tellsALateVisitorTheLastWordAndAReturningOneNothing() {
        settle();

        try (SseClient late = org.stream(STREAM)) {
            List<SseFrame> events = Frames.untilTheEnd(late);
            assertThat(events).extracting(Frames::summary).containsExactly("deal_updated", "stream.closed");
            assertThat(late.text())
                    .isEqualTo("retry: 3000\n\n" + events.getFirst().raw() + Frames.closing("completed"));

            Answer again = org.get(
                    STREAM,
                    "Accept",
                    "text/event-stream",
                    "Last-Event-ID",
                    events.getFirst().id());
            assertThat(again.status()).isEqualTo(204);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void tellsALateVisitorTheTerminalEventWhereNoUpdateCame() {
        try (SseClient first = org.stream(STREAM)) {
            org.write(deal.started(1), deal.failed(1));
            Frames.untilTheEnd(first);
        }
        try (SseClient late = org.stream(STREAM)) {
            assertThat(Frames.untilTheEnd(late))
                    .extracting(Frames::summary)
                    .containsExactly("processing.failed 1", "stream.closed");
        }
    }

    @Test
    void stopsARealEventSourceForGood() {
        try (EventSourceClient browser = org.follow(STREAM)) {
            org.write(deal.started(1), deal.completed(1), deal.updated("ready"));
            browser.await(message -> message.type().equals(Frames.CLOSED));

            browser.awaitState(EventSourceClient.State.CLOSED, Duration.ofSeconds(15));

            assertThat(browser.status()).isEqualTo(204);
            assertThat(browser.opened()).isEqualTo(1);
            assertThat(browser.messages())
                    .extracting(EventSourceClient.Message::type)
                    .containsExactly("processing.started", "processing.completed", "deal_updated", Frames.CLOSED);
        }
    }

    @Test
    void goesOnWhereADocumentIsProcessedAgain() {
        String last = settle();
        try (SseClient organisation = org.stream("/v1/events/org")) {
            org.write(deal.started(1));
            organisation.awaitEvents(1);
        }

        try (SseClient returning = org.stream(STREAM, "Last-Event-ID", last);
                SseClient fresh = org.stream(STREAM)) {
            assertThat(returning.awaitEvents(1)).extracting(Frames::summary).containsExactly("processing.started 1");
            org.write(deal.completed(1), deal.updated("ready"));

            assertThat(Frames.untilTheEnd(returning))
                    .extracting(Frames::summary)
                    .containsExactly("processing.started 1", "processing.completed 1", "deal_updated", "stream.closed");
            assertThat(Frames.untilTheEnd(fresh))
                    .extracting(Frames::summary)
                    .endsWith("processing.completed 1", "deal_updated", "stream.closed");
        }
    }

    @Test
    void waitsForADealThatWasNeverHeardOf() {
        try (SseClient client = org.stream(STREAM)) {
            client.await(Frames::isHeartbeat);
            assertThat(client.events()).isEmpty();

            org.write(deal.created("Bolt Logistics Inc"));

            assertThat(client.awaitEvents(1).getFirst().is("deal.created")).isTrue();
        }
    }

    @Test
    void waitsForADealOfWhichNoDocumentWasEverProcessed() {
        org.write(deal.created("Bolt Logistics Inc"), deal.updated("new"));
        try (SseClient client = org.stream(STREAM)) {
            client.await(Frames::isHeartbeat);
            org.write(deal.started(1));

            client.await(frame -> frame.is("processing.started"));
            assertThat(client.events()).noneMatch(frame -> frame.is(Frames.CLOSED));
        }
    }

    /// @return the id of the last event
    private String settle() {
        try (SseClient client = org.stream(STREAM)) {
            org.write(deal.started(1), deal.completed(1), deal.updated("ready"));
            return Frames.untilTheEnd(client).get(2).id();
        }
    }
}
