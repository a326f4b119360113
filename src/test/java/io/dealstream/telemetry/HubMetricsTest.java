package io.dealstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ShortTimes;
import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortTimes.class)
class HubMetricsTest {

    @Inject
    HubMetrics metrics;

    @Inject
    MeterRegistry registry;

    @Test
    void wildTimestampsDoNotSpoilTheLatency() {
        String kind = "test-" + UUID.randomUUID();
        long now = System.currentTimeMillis();

        for (int i = 0; i < 10; i++) {
            for (long timestamp : new long[] {Long.MIN_VALUE, -210_000, -1, 0, 1, now - 90_000_000, Long.MAX_VALUE}) {
                metrics.handedOver(kind, event(timestamp));
            }
            metrics.handedOver(kind, event(now - 2_000));
        }

        Timer latency =
                registry.get("dealstream.delivery.latency").tag("stream", kind).timer();
        // what comes from the future counts as no time at all
        assertThat(latency.count()).isEqualTo(20);
        assertThat(latency.totalTime(TimeUnit.SECONDS)).isBetween(20.0, 60.0);
    }

    private static Event event(long recordTime) {
        return new Event(
                new Tenant("acme"),
                new EventType("deal_updated", "processing"),
                List.of(new Subject("deal", "42")),
                null,
                new byte[] {'{', '}'},
                "id",
                0,
                recordTime,
                new Position(new Partition("deal-events", 0, 1), 0, recordTime),
                null);
    }
}
