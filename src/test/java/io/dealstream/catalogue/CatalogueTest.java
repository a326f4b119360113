package io.dealstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.catalogue.ContractTypes.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Path FOLDER = Path.of("src/main/resources/catalogue");

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void holdsEveryTypeOfTheContractAndNoOther() {
        assertThat(catalogue.entries())
                .hasSize(83)
                .extracting(entry -> entry.type().name())
                .containsExactlyElementsOf(
                        ContractTypes.rows().stream().map(Row::type).toList());
    }

    @Test
    void demandsTheFieldsOfTheContract() {
        for (Row row : ContractTypes.rows()) {
            Entry entry = catalogue.find(row.type()).orElseThrow();

            assertThat(entry.schema().path("required"))
                    .as(row.type())
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(row.fields().keySet());
        }
    }

    @Test
    void groupsTheTypesAsTheContractDoes() {
        for (Row row : ContractTypes.rows()) {
            assertThat(catalogue.find(row.type()).orElseThrow().type().category())
                    .as(row.type())
                    .isEqualTo(row.category());
        }
    }

    @Test
    void namesEveryFileInItsIndex() throws IOException {
        JsonNode index =
                new ObjectMapper().readTree(FOLDER.resolve("index.json").toFile());
        TreeSet<String> listed = new TreeSet<>();
        index.forEach(group -> group.forEach(file -> listed.add(file.asText())));

        try (Stream<Path> files = Files.walk(FOLDER)) {
            assertThat(files.filter(file -> file.toString().endsWith(".schema.json"))
                            .map(file -> FOLDER.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void keepsEachTypeInAFileOfItsName() throws IOException {
        JsonNode index =
                new ObjectMapper().readTree(FOLDER.resolve("index.json").toFile());

        assertThat(index.path("types"))
                .extracting(file -> file.asText().replaceFirst(".*/(.*)\\.schema\\.json", "$1"))
                .containsExactlyElementsOf(catalogue.entries().stream()
                        .map(entry -> entry.type().name())
                        .toList());
    }

    @Test
    void saysForEachTypeWhatItIsAndShowsAnExample() {
        for (Entry entry : catalogue.entries()) {
            JsonNode schema = entry.schema();

            assertThat(schema.path("title").asText()).as(entry.type().name()).isNotBlank();
            assertThat(schema.path("description").asText()).isNotBlank();
            assertThat(schema.path("$id").asText())
                    .isEqualTo("urn:dealstream:event:" + entry.type().name());
            assertThat(schema.path("examples")).hasSize(1);
            assertThat(schema.path("properties"))
                    .allSatisfy(property ->
                            assertThat(property.path("description").asText()).isNotBlank());
        }
    }

    @Test
    void showsEveryFieldInTheExample() {
        for (Entry entry : catalogue.entries()) {
            JsonNode example = entry.schema().path("examples").path(0);

            entry.schema()
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(field -> assertThat(example.has(field))
                            .as(entry.type().name() + " " + field)
                            .isTrue());
        }
    }

    @Test
    void knowsTheTopicsOfTheContract() {
        assertThat(catalogue.topics())
                .containsExactly(
                        "processing-events",
                        "deal-events",
                        "batch-events",
                        "case-events",
                        "account-events",
                        "file-events");
        assertThat(catalogue.entries())
                .allSatisfy(entry -> assertThat(catalogue.topics()).contains(entry.topic()));
    }

    @Test
    void givesEachTypeTheSubjectsOfItsTopic() {
        for (Entry entry : catalogue.entries()) {
            Entry other = catalogue.unknown(entry.topic(), "x").orElseThrow();

            assertThat(subjects(entry)).as(entry.type().name()).isEqualTo(subjects(other));
        }
    }

    private static List<JsonNode> subjects(Entry entry) {
        JsonNode subjects = entry.schema().path("x-dealstream").path("subjects");
        return StreamSupport.stream(subjects.spliterator(), false).toList();
    }

    @Test
    void putsAnUnknownTypeWithItsRelatives() {
        Map<String, String> categories = Map.of(
                "sync.budgets.started", "data_sync",
                "security.device.lost", "security",
                "weather.changed", "account",
                "syncing", "account");

        categories.forEach((type, category) -> assertThat(
                        catalogue.unknown("account-events", type).orElseThrow().type())
                .satisfies(made -> assertThat(made.name()).isEqualTo(type))
                .satisfies(made -> assertThat(made.category()).isEqualTo(category)));
        assertThat(catalogue
                        .unknown("file-events", "file.renamed")
                        .orElseThrow()
                        .type()
                        .category())
                .isEqualTo("file");
    }

    @Test
    void knowsNothingOfOtherTopics() {
        assertThat(catalogue.unknown("api-keys", "deal.archived")).isEmpty();
    }

    @Test
    void doesNotLetItsSchemasBeChanged() {
        Entry entry = catalogue.find("deal.created").orElseThrow();

        ((com.fasterxml.jackson.databind.node.ObjectNode) entry.schema()).removeAll();

        assertThat(entry.schema()).isNotEmpty();
    }
}
