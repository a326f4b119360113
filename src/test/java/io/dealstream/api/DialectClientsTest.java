package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.Chromium;
import io.dealstream.testing.Curl;
import io.dealstream.testing.Follower;
import io.dealstream.testing.Follower.Heard;
import io.dealstream.testing.NodeEventSource;
import io.dealstream.testing.PythonLineReader;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people run against the systems whose clients are to work here unchanged: the browser's EventSource, npm's,
/// `curl -N`, a reader of lines in Python.
@QuarkusTest
@TestProfile(ShortTimes.class)
@Tag("clients")
class DialectClientsTest extends ServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void fileUpdatesReachAllOfThem() throws Exception {
        URI plain = service.uri("/api/updates");
        Map<String, String> key = Map.of("X-API-Key", org.key().secret());
        try (Chromium chromium = new Chromium();
                Follower browser = chromium.follow(
                        page(), service.uri("/api/updates?token=" + org.key().secret()), List.of("update"));
                Follower node = NodeEventSource.follow(plain, key, List.of("update"));
                Follower curl = Curl.follow(plain, key);
                Follower python = PythonLineReader.follow(plain, key)) {
            List<Follower> all = List.of(browser, node, curl, python);
            all.forEach(DialectClientsTest::awaitOpen);
            org.write(
                    event(Topics.FILES, "file_parsing", "\"path\":\"/p/a.txt\",\"filename\":\"a.txt\""),
                    event(Topics.FILES, "scheduler_paused", ""),
                    event(Topics.FILES, "watch_started", "\"path\":\"/p\",\"recursive\":true"));

            for (Follower client : all) {
                assertThat(data(client, 3))
                        .containsExactly(
                                tree("{\"opcode\":\"file_parsing\",\"data\":{\"path\":\"/p/a.txt\","
                                        + "\"filename\":\"a.txt\"}}"),
                                tree("{\"opcode\":\"scheduler_paused\",\"data\":{}}"),
                                tree("{\"opcode\":\"watch_started\",\"data\":{\"path\":\"/p\",\"recursive\":true}}"));
            }
        }
    }

    @Test
    void accountEventsReachAllOfThem() throws Exception {
        List<String> types = List.of("sync.accounts.completed", "ai.response.chunk");
        URI plain = service.uri("/api/v1/events?categories=data_sync,ai");
        Map<String, String> bearer =
                Map.of("Authorization", "Bearer " + org.key().secret());
        try (Chromium chromium = new Chromium();
                Follower browser = chromium.follow(
                        page(),
                        service.uri("/api/v1/events?categories=data_sync&categories=ai&access_token="
                                + org.key().secret()),
                        types);
                Follower node = NodeEventSource.follow(plain, bearer, types);
                Follower curl = Curl.follow(plain, bearer)) {
            List<Follower> all = List.of(browser, node, curl);
            all.forEach(DialectClientsTest::awaitOpen);
            org.write(
                    event(Topics.ACCOUNTS, "sync.accounts.completed", "\"connection_id\":\"c\",\"account_count\":3"),
                    event(Topics.ACCOUNTS, "security.password.changed", "\"initiated_by\":\"user\""),
                    event(
                            Topics.ACCOUNTS,
                            "ai.response.chunk",
                            "\"conversation_id\":\"c\",\"chunk\":\"Guten Tag\",\"is_final\":true"));

            List<Heard> expected = heard(browser, 2);
            assertThat(expected).extracting(Heard::type).containsExactlyElementsOf(types);
            assertThat(expected).extracting(Heard::lastEventId).doesNotContain("");
            assertThat(heard(node, 2)).isEqualTo(expected);
            assertThat(heard(curl, 2)).isEqualTo(expected);
        }
    }

    @Test
    void aCaseIsFollowedToItsEndAndNoFurther() throws Exception {
        List<String> types = List.of("file.analysis.progress", "case.analysis.completed", "stream_closed");
        URI plain = service.uri("/cases/c-1/progress/stream");
        Map<String, String> key = Map.of("x-api-key", org.key().secret());
        try (Chromium chromium = new Chromium();
                Follower browser = chromium.follow(
                        page(),
                        service.uri("/cases/c-1/progress/stream?api_key="
                                + org.key().secret()),
                        types);
                Follower node = NodeEventSource.follow(plain, key, types);
                Follower curl = Curl.follow(plain, key)) {
            List<Follower> all = List.of(browser, node, curl);
            all.forEach(DialectClientsTest::awaitOpen);
            org.write(
                    event(
                            Topics.CASES,
                            "file.analysis.progress",
                            "\"case_id\":\"c-1\",\"file_id\":\"f\",\"stage\":\"ocr\",\"progress\":62.5"),
                    event(Topics.CASES, "case.analysis.completed", "\"case_id\":\"c-1\",\"outcome\":\"success\""));

            for (Follower client : all) {
                Awaitility.await().atMost(LIMIT).until(client::hasStopped);
                List<Heard> events = client.heard().stream()
                        .filter(heard -> types.contains(heard.type()))
                        .toList();
                assertThat(events).extracting(Heard::type).containsExactlyElementsOf(types);
                assertThat(tree(events.getFirst().data()).get("id").asText())
                        .isEqualTo(events.getFirst().lastEventId());
                assertThat(events.getLast().data()).isEqualTo("{\"reason\":\"completed\"}");
            }
        }
    }

    /// In a text that ends lines by Unicode's rules, as Python's is.
    @ParameterizedTest
    @EnumSource
    void aReaderOfLinesIsGivenWholeEvents(TestedStream stream) throws Exception {
        String text = "\"text\":\"a\u2028b\u2029c\u0085d\"";
        try (Follower python =
                PythonLineReader.follow(service.uri(stream.path()), Service.map(stream.credential(org.key())))) {
            awaitOpen(python);
            org.write(stream.with(org.tenant(), text), stream.with(org.tenant(), text));

            assertThat(data(python, 2))
                    .allSatisfy(event ->
                            assertThat(event.findValue("text").asText()).isEqualTo("a\u2028b\u2029c\u0085d"));
        }
    }

    private static void awaitOpen(Follower client) {
        Awaitility.await(client.getClass().getSimpleName()).atMost(LIMIT).until(client::isOpen);
    }

    private static List<Heard> heard(Follower client, int count) {
        return Awaitility.await().atMost(LIMIT).until(client::heard, heard -> heard.size() == count);
    }

    private static List<JsonNode> data(Follower client, int count) throws Exception {
        List<JsonNode> data = new ArrayList<>();
        for (Heard heard : heard(client, count)) {
            data.add(tree(heard.data()));
        }
        return data;
    }

    private static JsonNode tree(String json) throws Exception {
        return JSON.readTree(json);
    }

    /// Any document of the service's own origin.
    private URI page() {
        return service.uri("/q/health/live");
    }

    private ProducerRecord<byte[], byte[]> event(String topic, String type, String fields) {
        return Records.event(topic, org.tenant(), type, "same", "{" + fields + "}");
    }
}
