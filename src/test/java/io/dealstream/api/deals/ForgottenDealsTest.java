package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.Deal;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A replica that keeps hardly anything of quiet deals tells of each of them what it would if it kept everything.
@QuarkusTest
@TestProfile(ForgottenDealsTest.LittleMemory.class)
class ForgottenDealsTest extends ServiceTest {

    private static final int DEALS = 120;
    private static final Pattern LAST_ID = Pattern.compile("\"last_event_id\":\"([A-Za-z0-9._-]+)\"");

    public static final class LittleMemory extends ShortTimes {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("dealstream.hub.journal-bytes", "50K");
            settings.put("dealstream.hub.state-bytes", "4K");
            return settings;
        }
    }

    @Test
    void areReadAgainForWhoeverAsks() {
        for (int id = 1; id <= DEALS; id++) {
            Deal deal = org.deal(id);
            org.write(deal.started(1), deal.completed(1));
            if (id % 3 > 0) {
                org.write(deal.started(2), deal.failed(2));
            }
            org.write(id % 2 == 0 ? deal.updated("ready") : deal.progressed(3, 40));
        }
        Awaitility.await().until(() -> org.get(path(DEALS) + "/snapshot").status() == 200);
        Awaitility.await().until(() -> forgotten() > DEALS / 2);

        for (int id = 1; id <= DEALS; id += 7) {
            tellsAllOf(id);
        }
        assertThat(org.get(path(DEALS + 1) + "/snapshot").status()).isEqualTo(404);
    }

    private void tellsAllOf(int id) {
        Answer snapshot = org.get(path(id) + "/snapshot");
        boolean settled = id % 2 == 0;
        assertThat(snapshot.status()).isEqualTo(200);
        assertThat(snapshot.body())
                .contains("\"settled\":" + settled)
                .contains("{\"document_id\":1,\"stage\":\"completed\",\"progress\":100,\"status\":\"completed\"")
                .contains(
                        settled
                                ? "\"status\":\"ready\""
                                : "{\"document_id\":3,\"stage\":\"screening\",\"progress\":40");
        assertThat(snapshot.body().contains("{\"document_id\":2,\"stage\":\"failed\""))
                .isEqualTo(id % 3 > 0);
        Matcher found = LAST_ID.matcher(snapshot.body());
        assertThat(found.find()).isTrue();
        String lastId = found.group(1);
        if (settled) {
            Answer stream = org.get(path(id), "Accept", "text/event-stream", "Last-Event-ID", lastId);
            assertThat(stream.status()).isEqualTo(204);
            try (SseClient late = org.stream(path(id))) {
                assertThat(late.awaitEvents(1).getFirst().is("deal_updated")).isTrue();
                late.awaitEnd(Duration.ofSeconds(10));
                assertThat(late.text()).endsWith(Frames.closing("completed"));
            }
        } else {
            try (SseClient resumed = org.stream(path(id), "Last-Event-ID", lastId)) {
                org.write(org.deal(id).progressed(3, 60));
                assertThat(resumed.awaitEvents(1).getFirst().raw()).contains("60");
            }
        }
    }

    private double forgotten() {
        return org.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("dealstream_streams_forgotten_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String path(int id) {
        return "/v1/events/deals/" + id;
    }
}
