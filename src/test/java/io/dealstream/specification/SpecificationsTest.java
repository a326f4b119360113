package io.dealstream.specification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The descriptions as the service hands them out, and its answers held against them.
@QuarkusTest
@TestProfile(ShortTimes.class)
class SpecificationsTest extends ServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    /// What stands for each variable of a path.
    private static final Map<String, String> VARIABLES = Map.of("{deal_id}", "7", "{batch_id}", "b", "{id}", "c");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /openapi              | */*                                           | application/yaml
            /openapi              | application/json                              | application/json
            /openapi              | text/html,application/xhtml+xml,*/*;q=0.8     | application/yaml
            /openapi              | application/vnd.oai.openapi+json              | application/json
            /openapi              | application/json;q=0.5,application/yaml       | application/yaml
            /openapi              | image/png                                     | application/yaml
            /openapi              | text                                          | application/yaml
            /openapi              | ;;                                            | application/yaml
            /openapi              | ;q=1, APPLICATION/JSON ; Q=0.5, text;;        | application/json
            /openapi              | application/json;q=0, application/yaml;q=0.1  | application/yaml
            /openapi              | application/json;q=x                          | application/json
            /asyncapi             | text                                          | application/yaml
            /openapi?format=json  | application/yaml                              | application/json
            /openapi?format=YAML  | application/json                              | application/yaml
            /asyncapi             | */*                                           | application/yaml
            /asyncapi             | application/json                              | application/json
            /asyncapi?format=json | */*                                           | application/json
            """)
    void comeInTheFormThatIsAskedFor(String path, String accept, String contentType) throws IOException {
        Answer answer = service.get(path, "Accept", accept);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith(contentType);
        ObjectMapper reader = contentType.endsWith("json") ? JSON : YAML;
        assertThat(reader.readTree(answer.body()).path("info").path("title").asText())
                .startsWith("Dealstream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/asyncapi"})
    void sayTheSameInBothForms(String path) throws IOException {
        JsonNode yaml = YAML.readTree(service.get(path + "?format=yaml").body());
        JsonNode json = JSON.readTree(service.get(path + "?format=json").body());

        assertThat(JSON.readTree(yaml.toString())).isEqualTo(json);
    }

    @Test
    void refuseAFormThatThereIsNot() {
        assertThat(service.get("/asyncapi?format=xml").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "/q/openapi, /openapi",
        "/q/openapi?format=json, /openapi?format=json",
        "/q/openapi.yaml, /openapi?format=yaml",
        "/q/openapi.yml, /openapi?format=yaml",
        "/q/openapi.json, /openapi?format=json"
    })
    void areFoundAtTheFrameworksPlaceToo(String theirs, String ours) {
        assertThat(service.get(theirs).body()).isEqualTo(service.get(ours).body());
    }

    @Test
    void areWhatSwaggerUiShows() {
        assertThat(service.get("/q/swagger-ui/").body()).contains("'/openapi'");
    }

    /// A request that is answered with a status for a reason that every operation of its kind has.
    record Provoked(String path, String method, String status, List<String> request) {

        @Override
        public String toString() {
            return method + " " + path + " " + status + " " + request;
        }
    }

    static Stream<Provoked> provoked() throws IOException {
        JsonNode document = YAML.readTree(SpecificationsTest.class.getResourceAsStream(OpenApi.FILE));
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .flatMap(operation -> operation.getValue().path("responses").properties().stream()
                                .map(response -> provoked(
                                        path.getKey(), operation.getKey(), operation.getValue(), response.getKey()))
                                .flatMap(one -> one)));
    }

    private static Stream<Provoked> provoked(String path, String method, JsonNode operation, String status) {
        boolean stream = operation.at("/responses/200/content").has("text/event-stream")
                || operation.at("/responses/200/$ref").asText().endsWith("/Stream");
        List<List<String>> requests = switch (status) {
            case "200" -> path.endsWith("/snapshot") ? List.of() : List.of(List.of("key"));
            case "400" -> List.of(List.of("key", "Accept", "application/json"));
            case "401" -> List.of(List.of("none"), List.of("wrong"));
            case "403" -> List.of(List.of("poor"));
            case "404" -> path.endsWith("/snapshot") ? List.of(List.of("key")) : List.of();
            case "422" ->
                operation
                        .path("parameters")
                        .valueStream()
                        .map(reference -> reference.path("$ref").asText())
                        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                        .filter(name -> !List.of("Last-Event-ID", "last_event_id", "If-None-Match")
                                .contains(name))
                        .map(name -> List.of("key?" + name + "=%C3%A9"))
                        .toList();
            default -> List.of(); // 204, 304, 429 and 503 come with a state of the service
        };
        // what comes is not made to depend on `Accept`, but on one stream
        assertThat(status).isNotEqualTo("406");
        assertThat(stream || !status.equals("400")).isTrue();
        return requests.stream().map(request -> new Provoked(path, method, status, request));
    }

    @ParameterizedTest
    @MethodSource("provoked")
    void holdForWhatTheServiceAnswers(Provoked provoked) throws IOException {
        String path = provoked.path;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            path = path.replace(variable.getKey(), variable.getValue());
        }
        String first = provoked.request.getFirst();
        String query = first.contains("?") ? first.substring(first.indexOf('?')) : "";
        path += isOfMany(provoked.path) ? "?ids=42" + query.replace('?', '&') : query;
        String[] headers = Stream.concat(
                        credential(first.replaceFirst("\\?.*", ""), path).stream(),
                        provoked.request.stream().skip(1))
                .toArray(String[]::new);

        JsonNode document = YAML.readTree(service.get("/openapi").body());
        JsonNode response = resolve(
                document,
                document.path("paths")
                        .path(provoked.path)
                        .path(provoked.method)
                        .path("responses")
                        .path(provoked.status));
        Told told = ask(provoked.method, path, headers, response.path("content").has("text/event-stream"));

        assertThat(told.status).isEqualTo(Integer.parseInt(provoked.status));
        JsonNode content = response.path("content").path(told.contentType.replaceFirst(" *;.*", ""));
        assertThat(content.isObject()).as(told.contentType).isTrue();
        response.path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(told.header(name)).as(name).isTrue());
        if (told.contentType.contains("json")) {
            assertThat(problems(document, content.path("schema"), told.body)).isEmpty();
        }
    }

    /// Whether a path is one of those that are asked with ids.
    private static boolean isOfMany(String path) {
        return path.matches("/v1/events/(deals|batches)(/poll|/snapshot)?");
    }

    private record Told(int status, String contentType, String body, Predicate<String> headers) {
        boolean header(String name) {
            return headers.test(name);
        }
    }

    private Told ask(String method, String path, String[] headers, boolean stream) {
        if (stream) {
            try (SseClient client = service.stream(path, headers)) {
                return new Told(
                        client.status(),
                        client.header("Content-Type").orElse(""),
                        "",
                        name -> client.header(name).isPresent());
            }
        }
        Answer answer = service.send(method.toUpperCase(Locale.ROOT), path, headers);
        return new Told(
                answer.status(),
                answer.header("Content-Type").orElse(""),
                answer.body(),
                name -> answer.header(name).isPresent());
    }

    private List<String> credential(String which, String path) {
        String secret = switch (which) {
            case "key" -> org.key().secret();
            case "poor" -> poorKey(path);
            case "wrong" -> "sk_live_wrong";
            default -> "";
        };
        return secret.isEmpty() ? List.of() : List.of("X-API-Key", secret, "Authorization", "Bearer " + secret);
    }

    /// One that may do something, but not this.
    private String poorKey(String path) {
        String scope = path.startsWith("/v1/operations") ? "files:read" : "metrics:read";
        ApiKey poor = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), List.of(scope));
        org.introduce(poor);
        return poor.secret();
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static List<String> problems(JsonNode document, JsonNode schema, String body) {
        // the components beside the schema, so that its references lead somewhere
        ObjectNode root = schema.deepCopy();
        root.set("components", document.path("components"));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root.toString());
        return compiled.validate(body, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
