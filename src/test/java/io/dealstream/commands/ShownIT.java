package io.dealstream.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `bin/shown` as it is shipped, on the packaged application.
class ShownIT {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void needsThePackagedJvmApplication() {
        assumeThat(Files.exists(Path.of("target/quarkus-app/quarkus-run.jar"))).isTrue(); // a native build has none
    }

    @Test
    void endsWithAStatusForScripts() throws Exception {
        String ledger = "shown-" + UUID.randomUUID();
        Topics.create(KAFKA.bootstrapServers(), List.of(new NewTopic(ledger, 1, (short) 1)));

        Result nothing = run("--deal", "42", "--topic", ledger);
        Result missing = run("--deal", "42", "--topic", "no-" + ledger);
        Result misused = run("--topic", ledger);
        Result help = run("--help");

        assertThat(nothing.code()).as(nothing.err()).isZero();
        assertThat(nothing.out()).isEmpty();
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).hasLineCount(1).contains("none of the topics exists");
        assertThat(misused.code()).isEqualTo(2);
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--deal", "--user", "--since");
    }

    private static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bin/shown"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }
}
