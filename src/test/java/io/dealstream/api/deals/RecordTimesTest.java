package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Deal;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What clients see of the times that producers give, however odd.
@QuarkusTest
@TestProfile(ShortTimes.class)
class RecordTimesTest extends ServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aTimeThatIsNoneIsTheRecordsAndIsCounted() throws Exception {
        Deal deal = org.deal(7);
        String topic = "topic=\"" + Topics.PROCESSING + "\"";
        double before = Metrics.of(service).value("dealstream_records_mistimed_total", topic);
        String from = read("/v1/events/deals/7/poll").get("last_event_id").asText();
        try (SseClient client = org.stream("/v1/events/deals/7")) {
            List<String> expected = new ArrayList<>();
            for (String time : List.of("2026-03-04T10:01:00GMT", "2026-03-04 10:01:00Z", "")) {
                long timestamp = org.write(Records.header(deal.progressed(1, 10), "ce_time", time))
                        .getFirst()
                        .timestamp();
                expected.add(Instant.ofEpochMilli(timestamp).toString());
            }
            org.write(Records.header(deal.progressed(1, 10), "ce_time", "2026-03-04T10:01:00Z"));
            expected.add("2026-03-04T10:01:00Z");
            client.awaitEvents(4);

            assertThat(times("/v1/events/deals/7/poll?last_event_id=" + from)).isEqualTo(expected);
            assertThat(Metrics.of(service).value("dealstream_records_mistimed_total", topic))
                    .isEqualTo(before + 3);
        }
    }

    @Test
    void timesBeyondWhatCanBeWrittenAreCutInPollsAndSnapshots() throws Exception {
        Deal deal = org.deal(7);
        String from = read("/v1/events/deals/7/poll").get("last_event_id").asText();
        try (SseClient client = org.stream("/v1/events/deals/7")) {
            org.write(
                    Records.header(deal.progressed(1, 10), "ce_time", "9999-12-31T23:59:59-23:59"),
                    Records.header(deal.progressed(2, 10), "ce_time", "0000-01-01T00:00:00+23:59"));
            client.awaitEvents(2);
        }

        assertThat(times("/v1/events/deals/7/poll?last_event_id=" + from))
                .containsExactly("9999-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z");
        assertThat(read("/v1/events/deals/7/snapshot").get("documents"))
                .extracting(document -> document.get("updated_at").asText())
                .containsExactly("9999-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z");
    }

    private List<String> times(String poll) throws Exception {
        return StreamSupport.stream(read(poll).get("events").spliterator(), false)
                .map(event -> event.get("time").asText())
                .toList();
    }

    private JsonNode read(String path) throws Exception {
        return JSON.readTree(org.get(path).body());
    }
}
