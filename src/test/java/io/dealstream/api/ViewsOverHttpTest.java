package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dealstream.api.ManyViews.Written;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Entry;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Hidden fields leave the service in no way (rights.md, "Views"). Every field of every type of the catalogue
/// has a unique value, at any depth, and each stream, poll and snapshot is searched for the values that it must
/// not have.
@QuarkusTest
@TestProfile(ManyViews.class)
class ViewsOverHttpTest extends ServiceTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCOPES = String.join(" ", ApiKey.ALL_SCOPES);

    /// Ends a document, a deal, a batch or a case: to be written last.
    private static final List<String> ENDS = List.of(
            "processing.failed",
            "processing.completed",
            "scoring_complete",
            "deal_updated",
            "batch.completed",
            "case.analysis.completed");

    private final List<MarkedEvent> events = new ArrayList<>();
    private String batch;
    private String caseId;

    /// Where events of a kind are shown.
    private enum Route {
        DEAL("/v1/events/deals/42", "processing,deal", "token"),
        ORGANISATION("/v1/events/org", "processing,deal,batch", "token"),
        BATCH("/v1/events/batches/B", "batch", "token"),
        ACCOUNT("/api/v1/events", "data_sync,provider,ai,import,portfolio,security", "access_token"),
        UPDATES("/api/updates", "file", "token"),
        CASE("/cases/C/progress/stream", "case", "access_token");

        private final String path;
        private final String categories;
        private final String parameter;

        Route(String path, String categories, String parameter) {
            this.path = path;
            this.categories = categories;
            this.parameter = parameter;
        }

        boolean shows(MarkedEvent event) {
            return List.of(categories.split(",", -1)).contains(category(event));
        }
    }

    @BeforeEach
    void make() {
        batch = "b-" + UUID.randomUUID();
        caseId = "c-" + UUID.randomUUID();
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        keys.put("deal_id", NODES.numberNode(42));
        keys.put("document_id", NODES.numberNode(15));
        keys.put("statement_id", NODES.numberNode(15));
        keys.put("batch_id", NODES.textNode(batch));
        keys.put("case_id", NODES.textNode(caseId));
        keys.put("file_id", NODES.textNode("f-1"));
        MarkedEvent.Maker maker = new MarkedEvent.Maker(keys);
        List<Entry> entries = new ArrayList<>(Catalogue.load().entries());
        entries.sort(Comparator.comparingInt(entry -> ENDS.indexOf(entry.type().name())));
        entries.forEach(entry -> events.add(maker.make(entry)));
    }

    static List<Arguments> views() {
        return ManyViews.views().entrySet().stream()
                .map(view -> Arguments.of(view.getKey(), view.getValue()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("views")
    void hideWhatTheyHideOnEveryWay(String name, Written view) throws IOException {
        String token = Issuer.trusted().token(org.tenant(), SCOPES, Map.of("view", name));
        Map<Route, SseClient> live = new LinkedHashMap<>();
        try {
            for (Route route : Route.values()) {
                live.put(route, service.stream(at(route, "", token)));
            }
            write();
            for (Route route : Route.values()) {
                SseClient client = live.get(route);
                awaitAll(client, route, view);
                check(route + " live", client.text(), route, view, true);
                client.frames().forEach(frame -> hasNothingHidden(frame, view));
            }
        } finally {
            live.values().forEach(SseClient::close);
        }
        for (Route route : Route.values()) {
            if (route != Route.UPDATES) {
                try (SseClient again = service.stream(at(route, "", token) + "&since=0")) {
                    awaitAll(again, route, view);
                    check(route + " again", again.text(), route, view, true);
                }
                Answer polled = service.get(at(route, "/poll", token) + "&since=0&limit=1000");
                assertThat(polled.status()).isEqualTo(200);
                check(route + " polled", polled.body(), route, view, true);
            }
        }
        for (Route route : List.of(Route.DEAL, Route.BATCH)) {
            Answer snapshot = service.get(at(route, "/snapshot", token));
            assertThat(snapshot.status()).isEqualTo(200);
            check(route + " snapshot", snapshot.body(), route, view, false);
        }
    }

    @Test
    void showsASnapshotWithoutWhatIsHidden() throws IOException {
        write();
        awaitWritten();

        JsonNode whole = snapshot(Map.of());
        JsonNode borrower = snapshot(Map.of("view", "borrower"));
        JsonNode bare = snapshot(Map.of("view", "bare"));

        assertThat(names(whole)).contains("health_score", "health_grade", "status");
        assertThat(names(borrower)).contains("status").doesNotContain("health_score", "health_grade");
        assertThat(names(borrower.path("documents").path(0)))
                .contains("stage", "progress", "status", "error")
                .doesNotContain("health_score");
        assertThat(names(bare)).doesNotContain("health_score", "health_grade", "status");
        // what is left of the stage and the progress is what the types say themselves
        assertThat(names(bare.path("documents").path(0)))
                .containsExactly("document_id", "stage", "progress", "status", "updated_at");
        assertThat(borrower.path("last_event_id")).isEqualTo(whole.path("last_event_id"));
    }

    @Test
    void bindsKeysTokensAndTicketsToAView() {
        write();
        awaitWritten();
        ApiKey key = org.anotherKey();
        records.write(key.toRecord("{\"view\":\"borrower\"}"));
        String token = Issuer.trusted().token(org.tenant(), SCOPES, Map.of("view", "borrower"));
        String ticket = service.post("/v1/stream-tickets", "{}", "Authorization", "Bearer " + token)
                .body()
                .replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");

        Awaitility.await()
                .untilAsserted(() -> assertThat(borrowers("", "X-API-Key", key.secret()))
                        .contains("processing.completed")
                        .doesNotContain("health_score"));
        String polled = borrowers("", "X-API-Key", key.secret());
        assertThat(borrowers("&token=" + token)).isEqualTo(polled);
        assertThat(borrowers("&ticket=" + ticket)).isEqualTo(polled);
    }

    private String borrowers(String query, String... headers) {
        Answer answer = service.get("/v1/events/deals/42/poll?since=0" + query, headers);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode snapshot(Map<String, Object> rights) throws IOException {
        String token = Issuer.trusted().token(org.tenant(), SCOPES, rights);
        return JSON.readTree(service.get(at(Route.DEAL, "/snapshot", token)).body());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void write() {
        List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
        for (MarkedEvent event : events) {
            // one key, so that what ends comes last
            written.add(Records.event(
                    event.topic(),
                    tenant(event),
                    event.type(),
                    "k",
                    event.value().toString()));
        }
        // between topics there is no order: what settles a deal waits for the rest
        int last = events.size() - ENDS.size();
        records.writeAll(written.subList(0, last));
        awaitPolled(last);
        for (ProducerRecord<byte[], byte[]> end : written.subList(last, written.size())) {
            records.write(end);
        }
    }

    private void awaitWritten() {
        awaitPolled(events.size());
    }

    /// Waits until the first so many events are known of everything but files, by who sees all.
    private void awaitPolled(int count) {
        List<MarkedEvent> first = events.subList(0, count);
        String token = Issuer.trusted().token(org.tenant(), SCOPES, Map.of());
        for (Route route : List.of(Route.ORGANISATION, Route.CASE)) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                String body = service.get(at(route, "/poll", token) + "&since=0&limit=1000")
                        .body();
                for (MarkedEvent event : first) {
                    if (route.shows(event)) {
                        assertThat(body).contains("\"" + event.type() + "\"");
                    }
                }
            });
        }
    }

    private static String category(MarkedEvent event) {
        return Catalogue.load().find(event.type()).orElseThrow().type().category();
    }

    private String tenant(MarkedEvent event) {
        return Route.ACCOUNT.shows(event) ? "alice" : org.tenant();
    }

    private String at(Route route, String twin, String token) {
        String path = route.path.replace("B", batch).replace("C", caseId);
        path = twin.equals("/poll") && route == Route.CASE ? path.replace("/stream", "/poll") : path + twin;
        return path + "?" + route.parameter + "=" + token;
    }

    private List<MarkedEvent> shown(Route route, Written view) {
        return events.stream()
                .filter(event -> route.shows(event) && shows(view, event.type()))
                .toList();
    }

    private void awaitAll(SseClient client, Route route, Written view) {
        for (MarkedEvent event : shown(route, view)) {
            String name =
                    route == Route.UPDATES ? "\"opcode\":\"" + event.type() + "\"" : "event: " + event.type() + "\n";
            client.await(frame -> frame.raw().contains(name));
        }
    }

    private void check(String where, String text, Route route, Written view, boolean all) {
        List<MarkedEvent> shown = shown(route, view);
        int found = 0;
        for (MarkedEvent event : events) {
            for (Map.Entry<List<String>, List<String>> mark : event.marks().entrySet()) {
                for (String value : mark.getValue()) {
                    boolean visible = shown.contains(event) && !hides(view, event.type(), mark.getKey());
                    if (!visible) {
                        assertThat(text)
                                .as("%s: %s.%s", where, event.type(), mark.getKey())
                                .doesNotContain(value);
                    } else if (all) {
                        assertThat(text)
                                .as("%s: %s.%s", where, event.type(), mark.getKey())
                                .contains(value);
                        found++;
                    }
                }
            }
        }
        if (all && !view.hide().startsWith("*.extra,") && !shown.isEmpty()) {
            assertThat(found).as(where).isGreaterThan(shown.size());
        }
    }

    /// The same for fields that take few values, whose names must not be there.
    private void hasNothingHidden(SseFrame frame, Written view) {
        String data = frame.payload().orElse("");
        if (!data.startsWith("{")) {
            return;
        }
        try {
            JsonNode value = JSON.readTree(data);
            String type = value.has("opcode") ? value.path("opcode").asText() : String.valueOf(frame.event());
            JsonNode fields = value.has("opcode") ? value.path("data") : value;
            for (String rule : view.hide().split(",", -1)) {
                String of = rule.startsWith("*.") ? "*" : type;
                if (rule.startsWith(of + ".")) {
                    List<String> path = List.of(rule.substring(of.length() + 1).split("\\.", -1));
                    assertThat(holds(fields, path)).as("%s in %s", rule, data).isFalse();
                }
            }
        } catch (IOException e) {
            throw new AssertionError(data, e);
        }
    }

    private static boolean holds(JsonNode node, List<String> path) {
        if (path.isEmpty()) {
            return true;
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (holds(element, path)) {
                    return true;
                }
            }
            return false;
        }
        return node.has(path.getFirst()) && holds(node.get(path.getFirst()), path.subList(1, path.size()));
    }

    private static boolean shows(Written view, String type) {
        if (view.types() == null) {
            return true;
        }
        for (String pattern : view.types().split(",", -1)) {
            boolean prefix = pattern.endsWith("*");
            String text = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
            if (prefix ? type.startsWith(text) : type.equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hides(Written view, String type, List<String> path) {
        String dotted = String.join(".", path);
        for (String rule : view.hide().split(",", -1)) {
            for (String start : List.of("*.", type + ".")) {
                String hidden = rule.startsWith(start) ? rule.substring(start.length()) : "";
                if (!hidden.isEmpty() && (dotted + ".").startsWith(hidden + ".")) {
                    return true;
                }
            }
        }
        return false;
    }
}
