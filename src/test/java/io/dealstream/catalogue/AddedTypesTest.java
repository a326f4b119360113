package io.dealstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dealstream.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a directory of schema files adds to the catalogue, and what it may not.
class AddedTypesTest {

    /// The line on which something stands is part of what is tested.
    private static final String ARCHIVED = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$id": "urn:dealstream:event:deal.archived",
              "title": "A deal was archived",
              "type": "object",
              "required": ["deal_id", "reason"],
              "properties": {
                "deal_id": {
                  "description": "The deal.",
                  "type": "integer",
                  "minimum": -9223372036854775808,
                  "maximum": 9223372036854775807
                },
                "reason": {"type": "string", "maxLength": 64, "pattern": "^[a-z ]+$"}
              },
              "examples": [{"deal_id": 42, "reason": "paid back"}],
              "x-dealstream": {
                "type": "deal.archived",
                "category": "deal",
                "topic": "deal-events",
                "subjects": [{"kind": "deal", "field": "deal_id"}, {"kind": "organisation"}]
              }
            }
            """;

    private final Catalogue catalogue = Catalogue.load();

    @TempDir
    private Path directory;

    @Test
    void standBehindTheCataloguesOwn() throws IOException {
        write("deal.archived.schema.json", ARCHIVED);
        write("a.json", ARCHIVED.replace("deal.archived", "deal.a"));

        Catalogue all = catalogue.with(directory);

        assertThat(all.entries()).startsWith(catalogue.entries().toArray(Entry[]::new));
        assertThat(all.entries())
                .extracting(Entry::type)
                .endsWith(new EventType("deal.a", "deal"), new EventType("deal.archived", "deal"));
        assertThat(all.find("deal.archived").orElseThrow().topic()).isEqualTo("deal-events");
        assertThat(catalogue.find("deal.archived")).isEmpty();
    }

    /// The catalogue's own file for all other types of a topic, with a name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "processing-events",
                "deal-events",
                "batch-events",
                "case-events",
                "account-events",
                "file-events"
            })
    void mayComeOnEachTopic(String topic) throws IOException {
        String schema = Files.readString(
                Path.of("src", "main", "resources", "catalogue", "topics").resolve(topic + ".schema.json"));
        write(
                "a.json",
                schema.replace("urn:dealstream:topic:" + topic, "urn:dealstream:event:of.my.own")
                        .replace("\"topic\": ", "\"type\": \"of.my.own\", \"topic\": "));

        Entry entry = catalogue.with(directory).find("of.my.own").orElseThrow();

        assertThat(entry.topic()).isEqualTo(topic);
        assertThat(entry.schema().at("/x-dealstream/subjects"))
                .isEqualTo(catalogue.topic(topic).orElseThrow().schema().at("/x-dealstream/subjects"));
    }

    @Test
    void areReadAsAConfigMapIsMounted() throws IOException {
        Path data = Files.createDirectory(directory.resolve("..2030_01_01"));
        Files.writeString(data.resolve("deal.archived.schema.json"), ARCHIVED);
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2030_01_01"));
        Files.createSymbolicLink(
                directory.resolve("deal.archived.schema.json"), Path.of("..data", "deal.archived.schema.json"));
        write(".deal.archived.schema.json.swp", "not ours");

        assertThat(catalogue.with(directory).find("deal.archived")).isPresent();
    }

    @Test
    void mayBeNone() {
        assertThat(catalogue.with(directory).entries()).hasSameSizeAs(catalogue.entries());
    }

    @Test
    void mayConcernFewerSubjectsThanOthersOfTheTopic() throws IOException {
        write("a.json", ARCHIVED.replace("{\"kind\": \"deal\", \"field\": \"deal_id\"}, ", ""));

        assertThat(catalogue.with(directory).find("deal.archived")).isPresent();
    }

    /// What is changed into what, the line on which it stands then, and what is said.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "type": "object",               | "type": "array",                   |  5 | type: object expected
            "title": "A deal was archived"  | "format": "x"                      |  4 | keyword format is not supported here
            "type": "integer"               | "type": "int"                      | 10 | type: int is none
            "minimum": -9223372036854775808 | "minimum": 0.5                     | 11 | minimum: integer of 64 bits expected
            "minimum": -9223372036854775808 | "minimum": 0                       |  8 | deal_id: {"type":"integer","minimum":-9223372036854775808
            "maxLength": 64                 | "maxLength": "64"                  | 14 | maxLength: integer from 0
            "maxLength": 64                 | "maxLength": 2000                  | 14 | pattern: only with a maxLength of at most 1024
            "^[a-z ]+$"                     | "^(a+)+$"                          | 14 | pattern: only ^...$
            "^[a-z ]+$"                     | "^[z-a]$"                          | 14 | pattern: Illegal character range
            ["deal_id", "reason"]           | ["deal_id", "cause"]               |  6 | cause is not among the properties
            ["deal_id", "reason"]           | ["reason"]                         | 21 | deal_id names a subject and is not required
            "reason": "paid back"           | "reason": 5                        | 16 | examples: reason: string of 0 to 64 characters like [a-z ]+ expected
            , "reason": "paid back"         | ``                                 | 16 | examples: reason is missing
            {"deal_id": 42                  | 5, {"deal_id": 42                  | 16 | examples: objects expected
            "x-dealstream"                  | "x-events"                         |  1 | x-dealstream: object expected
            "type": "deal.archived",        | ``                                 | 17 | type: string expected
            "type": "deal.archived"         | "type": "deal.decision"            | 18 | type: deal.decision is one of Dealstream's own
            "type": "deal.archived"         | "type": "stream.reset"             | 18 | type: 1 to 64 letters
            "type": "deal.archived"         | "type": "deal archived"            | 18 | type: 1 to 64 letters
            "type": "deal.archived"         | "type": "deal.closed"              |  3 | $id: urn:dealstream:event:deal.closed expected
            "category": "deal"              | "category": "deals"                | 19 | category: one of [deal] expected
            "topic": "deal-events"          | "topic": "dael-events"             | 20 | topic: one of [processing-events, deal-events
            {"kind": "organisation"}        | {"kind": "case"}                   | 21 | subjects: out of [{"kind":"deal","field":"deal_id"}, {"kind":"organisation"}] expected
            "kind": "deal"                  | "sort": "deal"                     | 21 | keyword sort is not supported here
            "title": "A deal was archived"  | "title": "A deal was archived      |  4 | column
            """)
    void stopTheStartWithTheFileTheLineAndTheReason(String what, String into, int line, String reason)
            throws IOException {
        Path file = write("deal.archived.schema.json", ARCHIVED.replace(what, into == null ? "" : into));

        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> catalogue.with(directory))
                .withMessageStartingWith(file + ", line " + line)
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "5", "[]", "{} {}", "{\"a\": 1, \"a\": 2}"})
    void stopTheStartWhateverTheFileHolds(String content) throws IOException {
        Path file = write("a.json", content);

        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> catalogue.with(directory))
                .withMessageStartingWith(file + ", line 1");
    }

    @Test
    void standInOneFileEach() throws IOException {
        Path first = write("a.json", ARCHIVED);
        Path second = write("b.json", ARCHIVED);

        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> catalogue.with(directory))
                .withMessage(second + ", line 18: type: deal.archived stands in " + first + " already");
    }

    @Test
    void lieInADirectoryOfNothingElse() throws IOException {
        Path notes = write("README.md", "");
        refuses(": only files whose names end with .json belong here", notes);
        Files.delete(notes);

        Path folder = Files.createDirectory(directory.resolve("deal.json"));
        refuses(": no file", folder);
        Files.delete(folder);

        Path gone = Files.createSymbolicLink(directory.resolve("a.json"), Path.of("gone"));
        refuses(": no file", gone);
    }

    @Test
    void areNotWithoutEnd() throws IOException {
        Path large = write("a.json", ARCHIVED + " ".repeat(SchemaDirectory.MOST_BYTES));
        refuses(": larger than 65536 bytes", large);
        for (int i = 0; i < SchemaDirectory.MOST_FILES; i++) {
            write("b" + i + ".json", "");
        }
        refuses(": more than 500 files", directory);
    }

    @Test
    void needADirectoryThatIsThere() throws IOException {
        Path file = write("a.json", ARCHIVED);

        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> catalogue.with(file))
                .withMessage(file + ": is no directory");
        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> catalogue.with(directory.resolve("none")))
                .withMessage(directory.resolve("none") + ": does not exist");
    }

    private void refuses(String reason, Path file) {
        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> catalogue.with(directory))
                .withMessage(file + reason);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
