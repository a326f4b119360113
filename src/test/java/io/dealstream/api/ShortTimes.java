package io.dealstream.api;

import io.dealstream.testing.EmbeddedKafka;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The service with a real broker, and with times that a test can wait for. Nearly all tests over HTTP share it, and
/// with it one start.
public class ShortTimes implements QuarkusTestProfile {

    static final String BROWSER_ORIGIN = "https://app.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(Issuer.configuration());
        settings.put("dealstream.streams.heartbeat", "500ms");
        settings.put("dealstream.streams.bookmark", "1s");
        settings.put("dealstream.streams.write-deadline", "2s");
        settings.put("dealstream.hub.settle-grace", "2s");
        settings.put("dealstream.hub.queue-bytes", "256K");
        settings.put("dealstream.tickets.time-to-live", "5s");
        settings.put("dealstream.quota.per-user", "2");
        settings.put("dealstream.cors.origins", BROWSER_ORIGIN);
        settings.put("dealstream.views.borrower.types", "processing.*,deal.status_changed,deal.decision");
        settings.put(
                "dealstream.views.borrower.hide",
                "*.health_score,*.health_grade,deal.decision.decided_by,screening_complete.buckets");
        settings.put("quarkus.http.access-log.enabled", "true");
        // the access log is for the test that looks into it, not for the console
        settings.put("quarkus.log.console.level", "WARN");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(EmbeddedKafka.class));
    }
}
