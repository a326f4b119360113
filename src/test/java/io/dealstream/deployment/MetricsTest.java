package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Deal;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What dashboard and alerts ask for is there to be asked for.
@QuarkusTest
@TestProfile(ShortTimes.class)
class MetricsTest extends ServiceTest {

    /// What Prometheus itself makes or adds.
    private static final Set<String> PROMETHEUS = Set.of("up");

    private static final Set<String> TARGET = Set.of("namespace", "pod", "job");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");

    @Test
    void everyMetricOfTheDashboardAndTheAlertsExists() throws IOException {
        liveThroughEverything();
        Map<String, Set<String>> metrics = metrics();

        List<String> expressions = new ArrayList<>(Expressions.ofAlerts());
        expressions.addAll(Expressions.ofDashboard());
        assertThat(expressions).hasSizeGreaterThan(30).allSatisfy(expression -> {
            Map<String, Set<String>> asked = Expressions.selectors(expression);
            assertThat(asked).isNotEmpty();
            asked.forEach((metric, labels) -> {
                if (!PROMETHEUS.contains(metric)) {
                    assertThat(metrics).containsKey(metric);
                    assertThat(labels)
                            .allMatch(label -> TARGET.contains(label)
                                    || metrics.get(metric).contains(label));
                }
            });
        });
    }

    @Test
    void theAutoscalerAsksForOneOfThem() {
        liveThroughEverything();

        assertThat(metrics()).containsKey("dealstream_streams_open");
    }

    /// A reader, a record that is no event, an unknown id.
    private void liveThroughEverything() {
        Deal deal = org.deal(42);
        try (SseClient stream = org.stream("/v1/events/deals/42", "Last-Event-ID", "nobody-gave-this")) {
            stream.await(frame -> "stream.reset".equals(frame.event()));
            org.write(deal.progressed(7, 40), Records.header(deal.progressed(7, 50), "ce_type", "never.heard.of"));
            stream.await(frame -> frame.data() != null && frame.data().contains("40"));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> metrics()
                        .keySet()
                        .containsAll(List.of(
                                "dealstream_dead_letters_written_total",
                                "dealstream_streams_ended_total",
                                "dealstream_delivery_latency_seconds_bucket")));
    }

    private Map<String, Set<String>> metrics() {
        Map<String, Set<String>> metrics = new TreeMap<>();
        Matcher sample = SAMPLE.matcher(service.get(HealthPaths.METRICS).body());
        while (sample.find()) {
            Set<String> labels = metrics.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            if (sample.group(2) != null) {
                labels.addAll(Application.matches(LABEL, sample.group(2)));
            }
        }
        return metrics;
    }
}
