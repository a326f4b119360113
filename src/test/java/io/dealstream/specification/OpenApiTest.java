package io.dealstream.specification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The hand-written OpenAPI document says neither more nor less than the code.
class OpenApiTest {

    private static final JsonNode DOCUMENT = read();

    /// How a parameter's name stands in the code that reads it.
    private static final Pattern READS =
            Pattern.compile("(?:\\bquery|queries|number|QueryParam)\\((?:exchange, )?\"([^\"]+)\"");

    /// Other spellings of `last_event_id`, which the document mentions with it.
    private static final List<String> SPELLINGS = List.of("lastEventId", "Last-Event-ID");

    /// A path's operations, whatever else stands at the path.
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @Test
    void namesEveryPathAndMethodOfTheCodeAndNoOther() {
        assertThat(documented()).isEqualTo(offered());
    }

    @Test
    void namesEveryQueryParameterThatTheCodeReadsAndNoOther() throws IOException {
        Set<String> known = new TreeSet<>();
        for (JsonNode parameter : DOCUMENT.path("components").path("parameters")) {
            if (parameter.path("in").asText().equals("query")) {
                known.add(parameter.path("name").asText());
            }
        }
        for (JsonNode scheme : DOCUMENT.path("components").path("securitySchemes")) {
            if (scheme.path("in").asText().equals("query")) {
                known.add(scheme.path("name").asText());
            }
        }

        Set<String> read = new TreeSet<>();
        try (Stream<java.nio.file.Path> files = Files.walk(java.nio.file.Path.of("src/main/java/io/dealstream"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> READS.matcher(text(file)).results())
                    .map((MatchResult result) -> result.group(1))
                    .forEach(read::add);
        }
        read.add("last_event_id"); // read in a loop over its spellings

        assertThat(known).isEqualTo(read);
        assertThat(SPELLINGS)
                .allSatisfy(spelling -> assertThat(DOCUMENT.at("/components/parameters/last_event_id/description")
                                .asText())
                        .contains(spelling));
    }

    @Test
    void namesEveryPartOfAPathAsAParameter() {
        DOCUMENT.path("paths").properties().forEach(path -> {
            List<String> inPath = Pattern.compile("\\{(\\w+)}")
                    .matcher(path.getKey())
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            List<String> declared = Stream.of(path.getValue().path("parameters"))
                    .flatMap(JsonNode::valueStream)
                    .map(OpenApiTest::resolved)
                    .filter(parameter -> parameter.path("in").asText().equals("path"))
                    .map(parameter -> parameter.path("name").asText())
                    .toList();
            assertThat(declared).as(path.getKey()).isEqualTo(inPath);
        });
    }

    @Test
    void usesAllOfItsComponents() {
        String text =
                DOCUMENT.path("paths").toString() + DOCUMENT.path("components").toString();
        DOCUMENT.path("components").properties().forEach(group -> {
            if (!group.getKey().equals("securitySchemes")) {
                group.getValue()
                        .fieldNames()
                        .forEachRemaining(name ->
                                assertThat(text).contains("\"#/components/" + group.getKey() + "/" + name + "\""));
            }
        });
    }

    private static Set<String> documented() {
        Set<String> operations = new TreeSet<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
                    if (METHODS.contains(name)) {
                        operations.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    private static Set<String> offered() {
        Set<String> operations = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.dealstream").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .forEach(type -> {
                            for (Method method : type.getDeclaredMethods()) {
                                for (Annotation annotation : method.getAnnotations()) {
                                    HttpMethod http =
                                            annotation.annotationType().getAnnotation(HttpMethod.class);
                                    if (http != null) {
                                        operations.add(http.value() + " " + path(type, method));
                                    }
                                }
                            }
                        });
        return operations;
    }

    private static String path(Class<?> type, Method method) {
        Path below = method.getAnnotation(Path.class);
        return type.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
    }

    private static String text(java.nio.file.Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream(OpenApi.FILE)) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
