package io.dealstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.testing.Deal;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A producer's trace goes on to the readers of its event.
@QuarkusTest
@TestProfile(Traced.class)
class EventTracesTest extends ServiceTest {

    private static final String PRODUCERS_SPAN = "b7ad6b7169203331";
    private static final AttributeKey<Long> READERS = AttributeKey.longKey("dealstream.readers");

    @Inject
    InMemorySpanExporter exporter;

    @Test
    void oneSpanForTheIntakeAndOneForEachStreamHoweverManyReaders() {
        Deal deal = org.deal(42);
        String trace = randomTrace();
        try (SseClient one = org.stream("/v1/events/deals/42");
                SseClient other = org.stream("/v1/events/deals/42");
                SseClient all = org.stream("/v1/events/org")) {
            for (SseClient reader : List.of(one, other, all)) {
                awaitLive(reader);
            }

            org.write(Records.header(deal.progressed(7, 40), "traceparent", traceparent(trace, "01")));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> spans(trace).size() == 3);
        }
        SpanData intake = spans(trace).stream()
                .filter(span -> span.getName().equals("intake processing-events"))
                .findFirst()
                .orElseThrow();
        assertThat(intake.getParentSpanId()).isEqualTo(PRODUCERS_SPAN);
        assertThat(intake.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(intake.getAttributes().get(AttributeKey.stringKey("dealstream.tenant")))
                .isEqualTo(org.tenant());
        assertThat(delivery(trace, "deal")).satisfies(span -> {
            assertThat(span.getParentSpanId()).isEqualTo(intake.getSpanId());
            assertThat(span.getAttributes().get(READERS)).isEqualTo(2);
        });
        assertThat(delivery(trace, "organisation").getAttributes().get(READERS)).isEqualTo(1);
    }

    @Test
    void whatTheProducerDoesNotSampleIsNotTracedAndNeitherAreRequests() {
        Deal deal = org.deal(43);
        String silent = randomTrace();
        String loud = randomTrace();
        exporter.reset();
        try (SseClient reader = org.stream("/v1/events/deals/43")) {
            awaitLive(reader);
            org.write(
                    Records.header(deal.progressed(7, 40), "traceparent", traceparent(silent, "00")),
                    deal.progressed(7, 50),
                    Records.header(deal.progressed(7, 60), "traceparent", traceparent(loud, "01")));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> spans(loud).size() == 2);
        }
        service.get(
                "/v1/events/deals/43/poll", "X-API-Key", org.key().secret(), "traceparent", traceparent(loud, "01"));

        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(loud);
        assertThat(spans(loud)).extracting(SpanData::getName).containsOnly("intake processing-events", "deliver deal");
    }

    /// Its first bare id says that it has joined the live readers.
    private static void awaitLive(SseClient reader) {
        reader.await(frame -> frame.id() != null && frame.data() == null);
    }

    private SpanData delivery(String trace, String kind) {
        return spans(trace).stream()
                .filter(span -> span.getName().equals("deliver " + kind))
                .findFirst()
                .orElseThrow();
    }

    private List<SpanData> spans(String trace) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace))
                .toList();
    }

    private static String randomTrace() {
        byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String traceparent(String trace, String flags) {
        return "00-" + trace + "-" + PRODUCERS_SPAN + "-" + flags;
    }
}
