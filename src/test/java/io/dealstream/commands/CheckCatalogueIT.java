package io.dealstream.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/check-catalogue` as it is shipped, on the packaged application.
class CheckCatalogueIT {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();
    private static final Path DECISION = Path.of("src/main/resources/catalogue/deal/deal.decision.schema.json");

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void needsThePackagedJvmApplication() {
        assumeThat(Path.of("target/quarkus-app/quarkus-run.jar")).exists(); // a native build has none
    }

    @Test
    void endsWithAStatusForScripts(@TempDir Path directory) throws Exception {
        try (Records records = new Records(KAFKA.bootstrapServers())) {
            records.write(Records.event(
                    Topics.DEALS,
                    "check-it",
                    "deal.decision",
                    "7",
                    "{\"deal_id\":7,\"decision\":\"approved\",\"decided_by\":\"ana\"}"));
        }

        Result same = run("--dir", directory.toString());
        Files.writeString(
                directory.resolve("deal.decision.json"),
                Files.readString(DECISION)
                        .replace(
                                "\"decided_by\": {\"description\": \"Who decided.\"",
                                "\"decided_by\": {\"minLength\": 4"));
        Result stricter = run("--dir", directory.toString());
        Result none = run("--dir", directory.resolve("none").toString());

        assertThat(same.code()).as(same.err()).isZero();
        assertThat(stricter.code()).as(stricter.err()).isEqualTo(1);
        assertThat(stricter.out()).contains("deal.decision").contains("invalid-field  decided_by");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).hasLineCount(1).contains("does not exist");
    }

    private static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bin/check-catalogue"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }
}
