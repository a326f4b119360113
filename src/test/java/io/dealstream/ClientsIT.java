package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Chromium;
import io.dealstream.testing.Curl;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Follower;
import io.dealstream.testing.Follower.Heard;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Kcat;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.MisbehavingProxy;
import io.dealstream.testing.MisbehavingProxy.Deed;
import io.dealstream.testing.Mischief;
import io.dealstream.testing.NodeEventSource;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The packaged service between programs that are not ours: a producer that is not Java, and the clients that people
/// use.
@QuarkusIntegrationTest
@TestProfile(ClientsIT.WithKey.class)
@WithTestResource(EmbeddedKafka.class)
@Tag("clients")
class ClientsIT {

    private static final String KEY = "sk_test_for-other-peoples-clients";
    private static final String TENANT = "clients";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> TYPES = List.of(
            "processing.started",
            "processing.progress",
            "processing.completed",
            "deal_updated",
            "deal.status_changed",
            "stream.closed");

    @InjectKafka
    EmbeddedKafka kafka;

    /// A key for the packaged application.
    public static final class WithKey implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "dealstream.keys[0].secret", KEY,
                    "dealstream.keys[0].tenant", TENANT,
                    "dealstream.keys[0].scopes", "deals:read,org:read");
        }
    }

    @BeforeEach
    void awaitReadiness() {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void allSeeADealInTheSameOrderFromItsFirstEventToItsEnd() {
        URI deal = uri(RestAssured.port, "/v1/events/deals/42");
        try (Chromium chromium = new Chromium();
                Follower browser = chromium.follow(page(RestAssured.port), withKey(deal), TYPES);
                Follower node = NodeEventSource.follow(deal, Map.of("X-API-Key", KEY), TYPES);
                Follower curl = Curl.follow(deal, Map.of("Authorization", "Bearer " + KEY))) {
            List<Follower> all = List.of(browser, node, curl);
            List<String> values = List.of(
                    "{\"deal_id\":42,\"statement_id\":7,\"stage\":\"uploaded\",\"progress\":0}",
                    "{\"deal_id\":42,\"statement_id\":7,\"stage\":\"running_ocr\",\"progress\":50}",
                    "{\"deal_id\":42,\"statement_id\":7,\"health_score\":71.50,\"note\":\"Café \\n \uD83D\uDE80\"}",
                    "{\"deal_id\":42,\"status\":\"ready\",\"timestamp\":\"2026-03-04T10:00:00Z\"}");

            awaitAll(all, Follower::isOpen);
            for (int i = 0; i < values.size(); i++) {
                new Kcat(kafka.bootstrapServers())
                        .write(Records.event(Topics.PROCESSING, TENANT, TYPES.get(i), "42", values.get(i)));
            }
            awaitAll(all, Follower::hasStopped);

            assertThat(curl.heard())
                    .extracting(Heard::type)
                    .containsExactly(
                            "processing.started",
                            "processing.progress",
                            "processing.completed",
                            "deal_updated",
                            "stream.closed");
            assertThat(curl.heard()).extracting(Heard::data).startsWith(values.toArray(String[]::new));
            assertThat(curl.heard()).last().extracting(Heard::data).isEqualTo("{\"reason\":\"completed\"}");
            assertThat(curl.heard()).allMatch(heard -> !heard.lastEventId().isEmpty());
            assertThat(browser.heard()).isEqualTo(curl.heard());
            assertThat(node.heard()).startsWith(curl.heard().subList(0, 4).toArray(Heard[]::new));
            // npm's eventsource tells an event only the id of its own frame, and the last frame has none.
            assertThat(node.heard()).last().isEqualTo(new Heard("stream.closed", "{\"reason\":\"completed\"}", ""));
        }
    }

    @Test
    void thoseThatReconnectLoseNothingWhenTheNetworkCutsThem() {
        try (MisbehavingProxy proxy =
                        new MisbehavingProxy(List.of(Loopback.address(RestAssured.port)), Mischief.NONE, 1);
                Chromium chromium = new Chromium();
                Follower browser = chromium.follow(page(proxy.port()), withKey(proxy.uri("/v1/events/org")), TYPES);
                Follower node = NodeEventSource.follow(proxy.uri("/v1/events/org"), Map.of("X-API-Key", KEY), TYPES);
                Records records = new Records(kafka.bootstrapServers())) {
            awaitAll(List.of(browser, node), Follower::isOpen);
            List<String> values = IntStream.range(0, 60)
                    .mapToObj(i ->
                            "{\"deal_id\":%d,\"old_status\":\"%d\",\"new_status\":\"%d\"}".formatted(900 + i, i, i + 1))
                    .toList();

            for (int i = 0; i < values.size(); i++) {
                if (i % 20 == 10) {
                    // Who has heard nothing cannot resume, and of a quiet stream only a browser keeps the bare id.
                    int earlier = i - 10;
                    awaitAll(
                            List.of(browser, node), follower -> follower.heard().size() > earlier);
                    proxy.cutAll();
                }
                records.write(Records.event(Topics.DEALS, TENANT, "deal.status_changed", "one-key", values.get(i)));
                if (i % 20 == 19) {
                    int written = i + 1;
                    awaitAll(
                            List.of(browser, node), follower -> follower.heard().size() >= written);
                }
            }

            assertThat(proxy.count(Deed.CUT)).isGreaterThanOrEqualTo(6);
            assertThat(browser.heard()).extracting(Heard::data).containsExactlyElementsOf(values);
            assertThat(node.heard()).isEqualTo(browser.heard());
        }
    }

    private static void awaitAll(List<Follower> followers, Predicate<Follower> condition) {
        Awaitility.await()
                .pollInSameThread()
                .atMost(LIMIT)
                .until(() -> followers.stream().allMatch(condition));
    }

    private static URI page(int port) {
        return uri(port, "/q/health/live");
    }

    private static URI uri(int port, String path) {
        return URI.create("http://" + Loopback.HOST + ":" + port + path);
    }

    private static URI withKey(URI uri) {
        return URI.create(uri + "?token=" + KEY);
    }
}
