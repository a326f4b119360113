package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `bin/make-key` as it is shipped, on the packaged application.
class MakeKeyIT {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void needsThePackagedJvmApplication() {
        assumeThat(Path.of("target/quarkus-app/quarkus-run.jar")).exists(); // a native build has none
    }

    @Test
    void makesListsAndRevokesAKey() throws Exception {
        Result made = run("", "--tenant", "make-key-it", "--scopes", "deals:read");
        Result revoked = run(made.out(), "--revoke", "-");
        Result list = run("", "--list");

        assertThat(made.out()).matches("sk_live_[A-Za-z0-9_-]{43}\\R");
        assertThat(made.err().lines()).hasSize(1);
        assertThat(revoked.code()).isZero();
        assertThat(list.out()).contains(KeyHash.of(made.out().strip()) + "\trevoked\tmake-key-it\tdeals:read");
    }

    @Test
    void failsWithOneLineAndAnExitCode() throws Exception {
        Result refused = run("", "--tenant", "acme", "--scopes", "deals:read", "--topic", "no-such-topic");
        Result misused = run("", "--tenant", "acme");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(misused.code()).isEqualTo(2);
        assertThat(misused.err().lines()).hasSize(1);
    }

    private static Result run(String in, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bin/make-key", "--topic", Topics.KEYS));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers());
        Process process = builder.start();
        try (var stdin = process.outputWriter()) {
            stdin.write(in);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }
}
