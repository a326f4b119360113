package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Deal;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams that show a part: by document, by type. And what quiet streams are kept awake with.
@QuarkusTest
@TestProfile(ShortTimes.class)
class FilterTest extends ServiceTest {

    @Test
    void showsOneDocumentAndWhatConcernsTheWholeDeal() {
        Deal deal = org.deal(7);
        try (SseClient client = org.stream("/v1/events/deals/7?document_id=2")) {
            org.write(
                    deal.started(1),
                    deal.started(2),
                    deal.progressed(1, 10),
                    deal.progressed(2, 20),
                    deal.updated("processing"),
                    deal.completed(1),
                    deal.started(22));

            // whatever is left out has passed when the last one that is not is here
            org.write(deal.progressed(2, 30));
            client.await(frame -> frame.payload().orElse("").contains("\"progress\":30"));

            assertThat(client.events())
                    .extracting(Frames::summary)
                    .containsExactly(
                            "processing.started 2", "processing.progress 2", "deal_updated", "processing.progress 2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "types=processing.started,deal_updated",
                "types=processing.started&types=deal_updated",
                "types=processing.started,&types=%20deal_updated%20,processing.started"
            })
    void showsOnlyTheTypesAskedFor(String query) {
        Deal deal = org.deal(7);
        try (SseClient client = org.stream("/v1/events/deals/7?" + query);
                SseClient organisation = org.stream("/v1/events/org?" + query)) {
            org.write(deal.started(1), deal.progressed(1, 10), deal.started(2), deal.updated("processing"));

            for (SseClient each : List.of(client, organisation)) {
                each.await(frame -> frame.is("deal_updated"));
                assertThat(each.events())
                        .extracting(Frames::summary)
                        .containsExactly("processing.started 1", "processing.started 2", "deal_updated");
            }
        }
    }

    @Test
    void endsAFilteredStreamWithItsDealAllTheSame() {
        Deal deal = org.deal(7);
        try (SseClient client = org.stream("/v1/events/deals/7?types=deal.decision")) {
            org.write(deal.started(1), deal.completed(1), deal.updated("ready"));

            assertThat(Frames.untilTheEnd(client)).extracting(Frames::summary).containsExactly("stream.closed");
        }
    }

    @Test
    void givesAFilteredStreamBareIdsFromWhichAReconnectIsCheapAndComplete() {
        Deal deal = org.deal(7);
        String bare;
        try (SseClient everything = org.stream("/v1/events/deals/7");
                SseClient client = org.stream("/v1/events/deals/7?types=deal_updated")) {
            org.write(deal.started(1), deal.progressed(1, 10));
            everything.awaitEvents(2);
            bare = Frames.awaitMore(client, Frames::isBareId, 2).id();
            assertThat(client.events()).isEmpty();
        }
        org.write(deal.progressed(1, 20), deal.updated("processing"));

        try (SseClient resumed = org.stream("/v1/events/deals/7", "Last-Event-ID", bare)) {
            assertThat(resumed.awaitEvents(2))
                    .extracting(Frames::summary)
                    .containsExactly("processing.progress 1", "deal_updated");
            assertThat(resumed.events().getFirst().data()).contains("\"progress\":20");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events/deals/7", "/v1/events/org", "/v1/events/batches/b"})
    void keepsAQuietStreamAwakeWithCommentsAndBareIds(String path) {
        try (SseClient client = org.stream(path)) {
            Frames.awaitMore(client, Frames::isBareId, 2);
            Frames.awaitMore(client, Frames::isHeartbeat, 3);

            assertThat(client.frames().stream().skip(1))
                    .allMatch(frame -> Frames.isHeartbeat(frame) || Frames.isBareId(frame));
        }
    }
}
