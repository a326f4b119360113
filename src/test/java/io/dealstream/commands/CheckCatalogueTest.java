package io.dealstream.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a change would do to the records that are there, told of a real broker's.
class CheckCatalogueTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();
    private static final Path OWN = Path.of("src", "main", "resources", "catalogue");
    private static final Path ARCHIVED = Path.of("deployment", "catalogue", "schemas", "deal.archived.schema.json");
    private static final String TENANT = "acme";
    private static final String DECISION =
            "{\"deal_id\":42,\"decision\":\"approved\",\"decided_by\":\"ana@lender.example\"}";

    @TempDir
    private Path directory;

    private String topic = "";
    private Map<String, String> environment = Map.of();
    private Records records;

    private record Result(int code, String out, String err) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeEach
    void makeATopicOfItsOwn() {
        topic = "deals-" + UUID.randomUUID();
        Topics.create(KAFKA.bootstrapServers(), List.of(new NewTopic(topic, 3, (short) 1)));
        environment = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers()));
        for (String each : List.of("PROCESSING", "DEAL", "BATCH", "CASE", "ACCOUNT", "FILE")) {
            environment.put("DEALSTREAM_TOPICS_" + each, topic);
        }
        records = new Records(KAFKA.bootstrapServers());
    }

    @AfterEach
    void disconnect() {
        records.close();
    }

    @Test
    void findsNothingWhereNothingWouldChange() throws IOException {
        change("deal.decision", "\"required\"", "\"required\"");
        write("deal.decision", DECISION);

        Result result = run("--json");

        assertThat(result.code()).isEqualTo(CheckCatalogue.NOTHING);
        assertThat(result.json().path("records").asInt()).isEqualTo(1);
        assertThat(result.json().path("complete").asBoolean()).isTrue();
        for (Verdict verdict : Verdict.values()) {
            assertThat(result.json().path(verdict.code())).isEmpty();
        }
    }

    @Test
    void namesTypeFieldAndNumberOfWhatWouldBecomeDeadLetters() throws IOException {
        demandALimit();
        write("deal.decision", DECISION);
        write("deal.decision", DECISION.replace("{", "{\"limit\":\"none\","));
        write("deal.decision", DECISION.replace("{", "{\"limit\":5,"));
        write("deal.created", "{\"deal_id\":42,\"business_name\":\"Bolt\",\"created_by\":\"ana\"}");

        Result result = run("--json");

        assertThat(result.code()).isEqualTo(CheckCatalogue.REFUSALS);
        JsonNode rows = result.json().path("would_refuse");
        assertThat(rows).hasSize(2);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("type").asText()).isEqualTo("deal.decision");
            assertThat(row.path("records").asInt()).isEqualTo(1);
            assertThat(row.path("of").asInt()).isEqualTo(3);
            assertThat(row.path("first").asText()).matches(topic + "-[0-2]@[0-9]+");
        });
        assertThat(rows)
                .extracting(row ->
                        row.path("reason").asText() + " " + row.path("detail").asText())
                .containsExactlyInAnyOrder("missing-field limit", "invalid-field limit: number expected");
        assertThat(result.json().path("notes").toString())
                .contains("deal.decision is changed. It is one of Dealstream's own");
        assertThat(run().out())
                .contains("Events that would become dead letters: 2")
                .containsPattern("deal\\.decision +1 of 3  missing-field  limit");
    }

    @Test
    void showsTheDifferenceToWhatIsRefusedAlready() throws IOException {
        Files.copy(ARCHIVED, directory.resolve("deal.archived.json"));
        write("deal.archived", "{\"deal_id\":42,\"reason\":\"funded\"}");
        write("deal.archived", "{\"deal_id\":42,\"reason\":\"lost\"}");
        write("deal.decision", "{\"deal_id\":42}");
        write("deal.vanished", "{}");

        Result result = run("--json");

        assertThat(result.code()).isEqualTo(CheckCatalogue.NOTHING);
        assertThat(result.json().path("would_take")).singleElement().satisfies(row -> {
            assertThat(row.path("type").asText()).isEqualTo("deal.archived");
            assertThat(row.path("reason").asText()).isEqualTo("unknown-type");
        });
        assertThat(result.json().path("refused_already"))
                .extracting(row ->
                        row.path("type").asText() + " " + row.path("reason").asText())
                .containsExactlyInAnyOrder(
                        "deal.archived invalid-field", "deal.decision missing-field", "deal.vanished unknown-type");
    }

    @Test
    void takesForCurrentWhatTheServiceHasBeenGiven(@TempDir Path given) throws IOException {
        Files.copy(ARCHIVED, given.resolve("deal.archived.json"));
        write("deal.archived", "{\"deal_id\":42,\"reason\":\"funded\"}");

        Result gone = run("--json", "--current", given.toString());
        environment.put("DEALSTREAM_CATALOGUE_DIRECTORY", given.toString());
        Result said = run("--json");
        Files.copy(ARCHIVED, directory.resolve("deal.archived.json"));
        Result kept = run("--json");

        assertThat(List.of(gone, said)).allSatisfy(result -> {
            assertThat(result.code()).isEqualTo(CheckCatalogue.REFUSALS);
            assertThat(result.json().path("would_refuse").path(0).path("reason").asText())
                    .isEqualTo("unknown-type");
        });
        assertThat(kept.code()).isEqualTo(CheckCatalogue.NOTHING);
    }

    @Test
    void takesAWholeCatalogueToo() throws IOException {
        try (Stream<Path> files = Files.walk(OWN)) {
            for (Path file : files.filter(path -> !path.equals(OWN)).toList()) {
                Files.copy(file, directory.resolve(OWN.relativize(file).toString()));
            }
        }
        Path index = directory.resolve("index.json");
        Files.writeString(index, Files.readString(index).replace("    \"deal/deal.decision.schema.json\",\n", ""));
        write("deal.decision", DECISION);

        Result result = run("--json");

        assertThat(result.code()).isEqualTo(CheckCatalogue.REFUSALS);
        assertThat(result.json().path("would_refuse").path(0).path("type").asText())
                .isEqualTo("deal.decision");
        assertThat(result.json().path("notes").path(0).asText()).isEqualTo("deal.decision is gone.");
    }

    @Test
    void readsNoFurtherBackThanItIsAskedTo() throws IOException {
        demandALimit();
        Instant old = Instant.now().minusSeconds(3 * 86_400);
        ProducerRecord<byte[], byte[]> event = event("deal.decision", DECISION);
        records.write(new ProducerRecord<>(topic, 0, old.toEpochMilli(), event.key(), event.value(), event.headers()));

        assertThat(run("--since", "7d").code()).isEqualTo(CheckCatalogue.REFUSALS);
        assertThat(run("--since", old.minusSeconds(60).toString()).code()).isEqualTo(CheckCatalogue.REFUSALS);
        assertThat(run("--since", "2d").code()).isEqualTo(CheckCatalogue.NOTHING);
    }

    @Test
    void readsOnWhateverTheRecordsAre() throws IOException {
        change("deal.decision", "\"required\"", "\"required\"");
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] value = new byte[random.nextInt(60)];
            random.nextBytes(value);
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, i % 3, value, i % 5 == 0 ? null : value);
            record.headers().add("ce_type", i % 2 == 0 ? value : ("t" + i).getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_tenant", TENANT.getBytes(StandardCharsets.UTF_8));
            records.write(record);
        }
        write("deal.decision", DECISION);

        Result result = run("--json");

        assertThat(result.code()).isEqualTo(CheckCatalogue.NOTHING);
        assertThat(result.json().path("records").asInt()).isEqualTo(2_001);
        JsonNode rows = result.json().path("refused_already");
        assertThat(rows.size()).isLessThan(Tally.MOST_ROWS + 20);
        assertThat(rows.valueStream()
                        .mapToInt(row -> row.path("records").asInt())
                        .sum())
                .isEqualTo(2_000);
        assertThat(rows).anyMatch(row -> row.path("type").asText().equals(Tally.OTHERS));
        assertThat(run().out().lines()).hasSizeLessThan(120);
    }

    @Test
    void saysWhyItCannotFindOut() throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), "{\n\"type\": 5}");
        Result faulty = run();
        Files.delete(file);
        environment.put("DEALSTREAM_TOPICS_DEAL", "no-such-topic");
        Result one = run("--json");
        for (String name : List.copyOf(environment.keySet())) {
            environment.computeIfPresent(name, (key, value) -> key.contains("TOPICS") ? "no-such-topic" : value);
        }

        assertThat(faulty.code()).isEqualTo(CheckCatalogue.FAILED);
        assertThat(faulty.err())
                .contains("a.json, line 1: x-dealstream: object expected")
                .hasLineCount(1);
        assertThat(one.code()).isEqualTo(CheckCatalogue.NOTHING);
        assertThat(one.json().path("missing_topics").path(0).asText()).isEqualTo("no-such-topic");
        assertThat(run().err()).contains("none of the topics exists").hasLineCount(1);
        assertThat(run("--bootstrap", "127.0.0.1:1").code()).isEqualTo(CheckCatalogue.FAILED);
    }

    @Test
    void saysWhenTimeWasOver() throws IOException {
        write("deal.decision", DECISION);

        Result result = run("--json", "--timeout", "1ms");

        assertThat(result.code()).isEqualTo(CheckCatalogue.FAILED);
        assertThat(result.json().path("complete").asBoolean()).isFalse();
        assertThat(result.err()).contains("--timeout");
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        assertThat(check("--since", "7d").err()).contains("--dir DIRECTORY is needed");
        assertThat(run("--since", "soon").err()).contains("--since takes a duration such as 7d");
        assertThat(run("--since", "-7d").err()).contains("--since takes");
        assertThat(run("--timeout", "0s").err()).contains("--timeout takes");
        assertThat(run("--what").err()).contains("no option --what");
        assertThat(check("--help").out()).contains("--since", "Exit status");
        environment.remove("KAFKA_BOOTSTRAP_SERVERS");
        assertThat(run()).satisfies(result -> {
            assertThat(result.err()).contains("--bootstrap HOST:PORT is needed");
            assertThat(result.code()).isEqualTo(CheckCatalogue.FAILED);
        });
    }

    private void demandALimit() throws IOException {
        change(
                "deal.decision",
                "\"required\": [",
                "\"required\": [\"limit\", ",
                "\"properties\": {",
                "\"properties\": {\"limit\": {\"type\": \"number\"}, ",
                "\"examples\": [{",
                "\"examples\": [{\"limit\": 5, ");
    }

    /// Puts the file of one of Dealstream's own types into the directory, with replacements.
    private void change(String type, String... replacements) throws IOException {
        String name = type + ".schema.json";
        String text = Files.readString(OWN.resolve("deal").resolve(name));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        Files.writeString(directory.resolve(name), text);
    }

    private ProducerRecord<byte[], byte[]> event(String type, String json) {
        return Records.event(topic, TENANT, type, "42", json);
    }

    private void write(String type, String json) {
        records.write(event(type, json));
    }

    private Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--dir", directory.toString()));
        all.addAll(Arrays.asList(arguments));
        return check(all.toArray(String[]::new));
    }

    private Result check(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CheckCatalogue.line(environment, InstantSource.system())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
