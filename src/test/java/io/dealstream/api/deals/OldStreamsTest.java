package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Deal;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Streams that end because nothing happens for too long, or because they have been open for too long.
@QuarkusTest
@TestProfile(OldStreamsTest.ShortLives.class)
class OldStreamsTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";
    private static final Duration IDLE = Duration.ofSeconds(4);
    private static final Duration MAX_AGE = Duration.ofSeconds(12);

    public static final class ShortLives extends ShortTimes {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("dealstream.streams.idle", IDLE.toSeconds() + "s");
            settings.put("dealstream.streams.max-age", MAX_AGE.toSeconds() + "s");
            return settings;
        }
    }

    @Test
    void endADealsStreamThatIsIdleWhateverItsHeartbeats() {
        Deal deal = org.deal(7);
        try (SseClient client = org.stream(STREAM)) {
            org.write(deal.started(1));
            SseFrame event = client.awaitEvents(1).getFirst();

            SseFrame last = Frames.untilTheEnd(client).getLast();

            assertThat(client.text()).endsWith(Frames.closing("idle"));
            assertThat(Duration.between(event.received(), last.received())).isGreaterThan(IDLE.minusMillis(500));
            assertThat(client.frames().stream().filter(Frames::isHeartbeat)).hasSizeGreaterThan(2);
            try (SseClient resumed = org.stream(STREAM, "Last-Event-ID", event.id())) {
                org.write(deal.progressed(1, 50));
                assertThat(resumed.awaitEvents(1).getFirst().is("processing.progress"))
                        .isTrue();
            }
        }
    }

    @Test
    void stayOpenAsLongAsSomethingHappens() {
        Deal deal = org.deal(7);
        try (SseClient client = org.stream(STREAM)) {
            for (int i = 1; i <= 3; i++) { // some 7 s: longer than idle, and well within the greatest age
                Frames.awaitMore(client, Frames::isHeartbeat, 3);
                org.write(deal.progressed(1, i));
                client.awaitEvents(i);
            }
            assertThat(client.events()).hasSize(3).noneMatch(frame -> frame.is(Frames.CLOSED));
        }
    }

    @Test
    void endAtTheirGreatestAgeWhereTheyAreNeverIdle() {
        try (SseClient organisation = org.stream("/v1/events/org");
                SseClient batch = org.stream("/v1/events/batches/b")) {
            SseFrame first = organisation.frames().getFirst();
            for (SseClient client : List.of(organisation, batch)) {
                assertThat(client.awaitEnd(MAX_AGE.plusSeconds(10))).isEqualTo(SseClient.End.COMPLETE);
                assertThat(client.events()).extracting(SseFrame::raw).containsExactly(Frames.closing("max_age"));
            }
            assertThat(Duration.between(
                            first.received(), organisation.events().getLast().received()))
                    .isBetween(MAX_AGE.minusSeconds(1), MAX_AGE.plusSeconds(5));
        }
    }
}
