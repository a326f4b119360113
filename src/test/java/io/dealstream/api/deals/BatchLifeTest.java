package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.Batch;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A batch's stream ends with the batch; the organisation's never does.
@QuarkusTest
@TestProfile(ShortTimes.class)
class BatchLifeTest extends ServiceTest {

    private static final String STREAM = "/v1/events/batches/B_1-x";

    @Test
    void closesAfterTheBatchIsComplete() {
        Batch batch = org.batch("B_1-x");
        try (SseClient client = org.stream(STREAM)) {
            org.write(batch.processed(201, "1/2"), batch.failed(202), batch.completed(1, 1));

            List<SseFrame> events = Frames.untilTheEnd(client);

            assertThat(events)
                    .extracting(Frames::summary)
                    .containsExactly(
                            "batch.document_processed 201",
                            "batch.document_failed 202",
                            "batch.completed",
                            "stream.closed");
            assertThat(client.text()).endsWith(Frames.closing("completed"));
            assertGone(events.get(2).id());
        }
    }

    @Test
    void givesALateVisitorTheResultThenTheCloseThenNothing() {
        Batch batch = org.batch("B_1-x");
        try (SseClient client = org.stream(STREAM)) {
            org.write(batch.processed(201, "1/1"), batch.completed(1, 0));
            Frames.untilTheEnd(client);
        }
        try (SseClient late = org.stream(STREAM)) {
            List<SseFrame> events = Frames.untilTheEnd(late);

            assertThat(late.text())
                    .isEqualTo("retry: 3000\n\n" + events.getFirst().raw() + Frames.closing("completed"));
            assertThat(events.getFirst().is("batch.completed")).isTrue();
            assertGone(events.getFirst().id());
        }
    }

    @Test
    void neverClosesTheOrganisationsStream() {
        try (SseClient organisation = org.stream("/v1/events/org");
                SseClient deal = org.stream("/v1/events/deals/7");
                SseClient batch = org.stream(STREAM)) {
            org.write(
                    org.deal(7).started(1),
                    org.deal(7).completed(1),
                    org.deal(7).updated("ready"),
                    org.batch("B_1-x").processed(1, "1/1"),
                    org.batch("B_1-x").completed(1, 0));
            Frames.untilTheEnd(deal);
            Frames.untilTheEnd(batch);
            assertThat(organisation.awaitEvents(5))
                    .extracting(Frames::summary)
                    .containsExactlyInAnyOrder(
                            "processing.started 1",
                            "processing.completed 1",
                            "deal_updated",
                            "batch.document_processed 1",
                            "batch.completed");

            org.write(org.deal(8).started(1));

            assertThat(Frames.summary(organisation.awaitEvents(6).getLast())).isEqualTo("processing.started 1");
            assertThat(organisation.events()).noneMatch(frame -> frame.is(Frames.CLOSED));
        }
    }

    private void assertGone(String lastEventId) {
        Answer again = org.get(STREAM, "Accept", "text/event-stream", "Last-Event-ID", lastEventId);
        assertThat(again.status()).isEqualTo(204);
        assertThat(again.body()).isEmpty();
    }
}
