package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Deal;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event type, byte for byte, on every stream on which it appears. What a worker writes stands in
/// `golden/deals/<type>.value.golden`, what a client reads in `golden/deals/<type>.sse`.
@QuarkusTest
@TestProfile(ShortTimes.class)
class GoldenFramesTest extends ServiceTest {

    private static final String DEAL = "/v1/events/deals/42";
    private static final String BATCH = "/v1/events/batches/batch_abc-123";
    private static final String ORGANISATION = "/v1/events/org";

    /// @param key what the record is kept in order by
    /// @param stream besides the organisation's
    record Type(String name, String topic, String key, String stream) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Type> types() {
        return Stream.of(
                        types(
                                Topics.PROCESSING,
                                "processing.started",
                                "processing.progress",
                                "processing.completed",
                                "processing.failed",
                                "processing.stalled",
                                "extraction_complete",
                                "parse_complete",
                                "metrics_complete",
                                "screening_complete",
                                "scoring_complete",
                                "deal_updated"),
                        types(Topics.DEALS, "deal.created", "deal.status_changed", "deal.decision"),
                        types(Topics.BATCHES, "batch.document_processed", "batch.document_failed", "batch.completed"))
                .flatMap(some -> some);
    }

    private static Stream<Type> types(String topic, String... names) {
        boolean batch = topic.equals(Topics.BATCHES);
        return Stream.of(names)
                .map(name -> new Type(name, topic, batch ? "batch_abc-123" : "42", batch ? BATCH : DEAL));
    }

    @ParameterizedTest
    @MethodSource("types")
    void writesTheseBytes(Type type) {
        try (SseClient specific = org.stream(type.stream());
                SseClient organisation = org.stream(ORGANISATION)) {
            org.write(Records.event(
                    type.topic(), org.tenant(), type.name(), type.key(), golden(type.name() + ".value.golden")));

            for (SseClient client : List.of(specific, organisation)) {
                SseFrame frame = client.awaitEvents(1).getFirst();
                assertThat(frame.id()).matches("[A-Za-z0-9._-]{10,60}");
                assertThat(frame.raw()).isEqualTo(golden(type.name() + ".sse").replace("<id>", frame.id()));
            }
        }
    }

    @Test
    void noOtherTenantsEventAndNothingBetweenTheFrames() {
        try (SseClient client = org.stream(DEAL)) {
            org.write(
                    new Deal("another-" + org.tenant(), 42).started(1),
                    org.deal(42).started(1),
                    org.deal(42).progressed(1, 40));

            List<SseFrame> events = client.awaitEvents(2);

            assertThat(client.frames().getFirst().raw()).isEqualTo("retry: 3000\n\n");
            assertThat(client.frames().stream().skip(1))
                    .allMatch(frame -> events.contains(frame) || Frames.isBareId(frame) || Frames.isHeartbeat(frame));
            assertThat(events.get(0).data()).contains("\"progress\":0");
            assertThat(events.get(1).data()).contains("\"progress\":40");
        }
    }

    private static String golden(String file) {
        String path = "golden/deals/" + file;
        try (InputStream in = GoldenFramesTest.class.getClassLoader().getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
